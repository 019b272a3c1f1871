import {
  type Readiness,
  readinessFailures,
  readinessPeriodSeconds,
} from '../../../../core/model/readiness.ts';

/** A leaving pod serves on for so long: until every router has heard that it leaves. */
export const leavingSeconds = 5;

export function readinessProbe({ probe, timeoutSeconds }: Readiness, path: string) {
  return {
    ...(probe === 'tcp' ? { tcpSocket: { port: 'http' } } : { httpGet: { path, port: 'http' } }),
    periodSeconds: readinessPeriodSeconds,
    timeoutSeconds,
    failureThreshold: readinessFailures,
  };
}
