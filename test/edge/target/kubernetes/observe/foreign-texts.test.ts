import { describe, expect, it } from 'vitest';
import { controllerWord } from '../../../../../src/edge/target/kubernetes/observe/controller-log.ts';
import { History } from '../../../../../src/edge/target/kubernetes/observe/history.ts';
import { durationSeconds, podSampleOf } from '../../../../../src/edge/target/kubernetes/observe/pod-state.ts';
import { replayScore } from '../../../../../src/edge/target/kubernetes/observe/replay-score.ts';
import { routerBackends } from '../../../../../src/edge/target/kubernetes/observe/router.ts';
import { podCounters } from '../../../../../src/edge/target/kubernetes/observe/usage.ts';

describe("the controller's log", () => {
  const at = Date.parse('2026-11-21T10:05:28.125Z') / 1000;

  it('is read for proposals and decisions about our services', () => {
    expect(
      controllerWord(
        '2026-11-21T10:05:28.125Z stderr F I1121 10:05:28.124992       1 horizontal.go:839] "Proposing desired replicas" desiredReplicas=8 metric="cpu resource utilization (percentage of request)" timestamp="2026-11-21 10:05:20 +0000 UTC" scaleTarget="Deployment/peakproof/portal"',
      ),
    ).toEqual({
      kind: 'proposal',
      service: 'portal',
      atSeconds: at,
      desiredReplicas: 8,
      sampleSeconds: Math.trunc(at) - 8,
    });
    expect(
      controllerWord(
        '2026-11-21T10:05:28.125Z I1121 10:05:28.124992 1 horizontal.go:903] "Successfully rescaled" HPA="peakproof/portal" currentReplicas=5 desiredReplicas=8 reason="cpu resource utilization (percentage of request) above target"',
      ),
    ).toEqual({ kind: 'rescaled', service: 'portal', atSeconds: at, desiredReplicas: 8 });
    expect(
      controllerWord(
        '2026-11-21T10:05:28.125Z I1121 10:05:28.124992 1 horizontal.go:911] "Decided not to scale" scaleTarget="Deployment/peakproof/portal" desiredReplicas=5 lastScaleTime=null',
      ),
    ).toEqual({ kind: 'kept', service: 'portal', atSeconds: at, desiredReplicas: 5 });
  });

  it('says nothing to us about others', () => {
    expect(
      controllerWord(
        '2026-11-21T10:05:28.125Z I1121 1 horizontal.go:839] "Proposing desired replicas" desiredReplicas=8 scaleTarget="Deployment/default/web"',
      ),
    ).toBeNull();
    expect(controllerWord('2026-11-21T10:05:28.125Z I1121 garbage collector at work')).toBeNull();
  });

  it('is what the replay is scored against', () => {
    const word = (seconds: number, desiredReplicas: number) =>
      ({
        kind: 'proposal',
        service: 'portal',
        atSeconds: seconds,
        desiredReplicas,
        sampleSeconds: null,
      }) as const;
    const round = (atSeconds: number, proposedReplicas: number) =>
      ({ service: 'portal', atSeconds, computed: { proposedReplicas } }) as Parameters<
        typeof replayScore
      >[1][number];
    const score = replayScore([word(10, 5), word(25, 8), word(40, 9)], [round(10.4, 5), round(25, 7)]);
    expect(score.logged).toBe(3);
    expect(score.agreeing).toBe(1);
    expect(score.differences).toEqual([
      'portal at 25.0: the controller proposed 8, the replay 7',
      'portal at 40.0: proposed 9, and no round was recorded',
    ]);
  });
});

describe('metrics.k8s.io', () => {
  it('is read as the controller reads it', () => {
    const sample = podSampleOf({
      metadata: { name: 'portal-1' },
      timestamp: '2026-11-21T10:05:20Z',
      window: '15.236s',
      containers: [{ name: 'app', usage: { cpu: '99312345n', memory: '43116Ki' } }],
    });
    expect(sample.windowSeconds).toBeCloseTo(15.236);
    expect(sample.containers[0]!.usageMilli.cpu).toBe(100); // MilliValue rounds up
    expect(durationSeconds('1m0.5s')).toBeCloseTo(60.5);
    expect(durationSeconds('250ms')).toBeCloseTo(0.25);
  });
});

it("reads cAdvisor's counters of the services' containers alone", () => {
  const labels = (pod: string, container: string, namespace = 'peakproof') =>
    `{container="${container}",id="/kubepods",image="i",name="n",namespace="${namespace}",pod="${pod}"}`;
  const counters = podCounters(
    [
      '# TYPE container_cpu_usage_seconds_total counter',
      `container_cpu_usage_seconds_total${labels('portal-a', 'app')} 12.5 1790000000500`,
      `container_cpu_usage_seconds_total${labels('portal-a', '')} 99 1790000000900`,
      `container_cpu_usage_seconds_total${labels('web', 'app', 'default')} 99 1790000000900`,
      `container_cpu_cfs_periods_total${labels('portal-a', 'app')} 700 1790000000500`,
      `container_cpu_cfs_throttled_periods_total${labels('portal-a', 'app')} 350 1790000000500`,
      `container_cpu_cfs_throttled_seconds_total${labels('portal-a', 'app')} 21.5 1790000000500`,
      `container_memory_rss${labels('portal-a', 'app')} 4.5e+07 1790000000400`,
    ].join('\n'),
  );
  expect([...counters]).toEqual([
    [
      'portal-a',
      {
        at: 1_790_000_000.5,
        cpuSeconds: 12.5,
        periods: 700,
        throttledPeriods: 350,
        throttledSeconds: 21.5,
        rssBytes: 4.5e7,
      },
    ],
  ]);
});

it("reads HAProxy's statistics: servers that get requests, and no other", () => {
  const backends = routerBackends(
    [
      '# pxname,svname,qcur,scur,stot,econ,eresp,wretr,wredis,status,qtime,ctime,rtime,ttime,addr,',
      'stats,FRONTEND,,0,3,,,,,OPEN,,,,,,',
      'portal,FRONTEND,,30,600,,,,,OPEN,,,,,,',
      'portal,pod1,0,6,120,0,0,0,0,no check,0,1,520,525,10.244.0.7:8080,',
      'portal,pod2,0,5,118,1,0,1,0,no check,0,2,480,490,10.244.0.8:8080,',
      'portal,pod3,0,0,0,0,0,0,0,MAINT (resolution),0,0,0,0,,',
      'portal,BACKEND,2,11,238,1,0,1,0,UP,3,1,500,508,,',
    ].join('\n'),
  );
  expect(backends).toHaveLength(1);
  expect(backends[0]).toMatchObject({
    service: 'portal',
    queued: 2,
    open: 11,
    retries: 1,
    connectionErrors: 1,
  });
  expect(backends[0]!.servers.map(({ address }) => address)).toEqual(['10.244.0.7:8080', '10.244.0.8:8080']);
  expect(backends[0]!.servers[1]!.responseSeconds).toBeCloseTo(0.48);
});

it('remembers what held at a time, and forgets slowly', () => {
  const history = new History<string>();
  expect(history.at(5)).toBeNull();
  history.note(10, 'a');
  history.note(20, 'b');
  expect(history.at(5)).toBe('a');
  expect(history.at(19.9)).toBe('a');
  expect(history.at(20)).toBe('b');
  expect(history.during(15, 25)).toEqual(['a', 'b']);
  expect(history.during(21, 25)).toEqual(['b']);
  history.note(500, 'c');
  expect(history.at(499)).toBe('b');
  history.note(600, 'd');
  expect(history.at(20)).toBe('c');
});
