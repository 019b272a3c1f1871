import { describe, expect, it } from 'vitest';
import { serviceSettings } from '../../../../clusters/services/service/settings.ts';

const routes = new Map([
  ['survey', 0.006],
  ['page', 0.004],
]);

function problemsIn(environment: Record<string, string>): string[] {
  const result = serviceSettings(environment, routes);
  return 'problems' in result ? result.problems : [];
}

describe('serviceSettings', () => {
  it('needs a pod name only', () => {
    const result = serviceSettings({ PEAKPROOF_POD: 'portal-1' }, routes);
    expect(result).toMatchObject({
      settings: {
        pod: 'portal-1',
        host: '127.0.0.1',
        port: 8080,
        startSeconds: 0,
        cpuVariation: 0.5,
        cpuQuotaCores: null,
        queueLimit: 512,
        extraDelaySeconds: 0,
        demandFactor: 1,
        drainSeconds: 10,
        readyInTurn: false,
        meanCpuSeconds: routes,
      },
    });
  });

  it('reads every setting', () => {
    const result = serviceSettings(
      {
        PEAKPROOF_POD: 'p',
        HOST: '0.0.0.0',
        PORT: '0',
        PEAKPROOF_START_SECONDS: '1.5',
        PEAKPROOF_ROUTES: '{"page":{"cpuSeconds":0.01}}',
        PEAKPROOF_CPU_VARIATION: '0',
        PEAKPROOF_SEED: '4294967295',
        PEAKPROOF_CPU_QUOTA_CORES: '0.1',
        PEAKPROOF_QUEUE_LIMIT: '1',
        PEAKPROOF_EXTRA_DELAY_SECONDS: '0.25',
        PEAKPROOF_DEMAND_FACTOR: '2',
        PEAKPROOF_DRAIN_SECONDS: '3',
        PEAKPROOF_READY_IN_TURN: '1',
        PEAKPROOF_SESSION_KEY: 'k',
      },
      routes,
    );
    expect(result).toEqual({
      settings: {
        pod: 'p',
        host: '0.0.0.0',
        port: 0,
        startSeconds: 1.5,
        meanCpuSeconds: new Map([
          ['survey', 0.006],
          ['page', 0.01],
        ]),
        cpuVariation: 0,
        seed: 4294967295,
        cpuQuotaCores: 0.1,
        queueLimit: 1,
        extraDelaySeconds: 0.25,
        demandFactor: 2,
        drainSeconds: 3,
        readyInTurn: true,
        sessionKey: 'k',
      },
    });
  });

  it('tells all problems at once, each with the name of its variable', () => {
    const wrong: Record<string, string> = {
      PEAKPROOF_POD: 'two words',
      PORT: '65536',
      PEAKPROOF_START_SECONDS: '-1',
      PEAKPROOF_CPU_VARIATION: 'much',
      PEAKPROOF_SEED: '1.5',
      PEAKPROOF_CPU_QUOTA_CORES: '0',
      PEAKPROOF_QUEUE_LIMIT: ' ',
      PEAKPROOF_EXTRA_DELAY_SECONDS: 'NaN',
      PEAKPROOF_DEMAND_FACTOR: 'Infinity',
      PEAKPROOF_DRAIN_SECONDS: '1s',
      PEAKPROOF_READY_IN_TURN: 'yes',
    };
    const problems = problemsIn(wrong);
    expect(problems).toHaveLength(Object.keys(wrong).length);
    for (const name of Object.keys(wrong))
      expect(problems.join('\n')).toContain(`${name} is "${wrong[name]}"`);
  });

  it('says what is wrong with the routes', () => {
    const pod = { PEAKPROOF_POD: 'p' };
    expect(problemsIn({ ...pod, PEAKPROOF_ROUTES: '{' })[0]).toMatch(/not JSON.*write \{"survey"/);
    expect(problemsIn({ ...pod, PEAKPROOF_ROUTES: '[]' })[0]).toMatch(/not an object/);
    const problems = problemsIn({
      ...pod,
      PEAKPROOF_ROUTES: '{"inbox":{"cpuSeconds":1},"page":{"cpuSeconds":"1"}}',
    });
    expect(problems[0]).toMatch(/"inbox".*does not have; it has survey, page/);
    expect(problems[1]).toMatch(/"page" no cpuSeconds/);
  });
});
