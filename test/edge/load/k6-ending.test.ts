import { describe, expect, it } from 'vitest';
import type { Ending } from '../../../src/edge/exec/ending.ts';
import { k6Problem } from '../../../src/edge/load/k6-ending.ts';

const ended = (part: Partial<Ending>): Ending => ({
  argv: ['k6', 'run'],
  commandLine: 'k6 run portal-peak.ts',
  how: part.signal ? 'signalled' : 'exited',
  exitCode: part.signal ? null : 0,
  signal: null,
  reason: null,
  stopped: false,
  durationSeconds: 1,
  stdout: '',
  stderr: '',
  stdoutCut: false,
  stderrCut: false,
  ...part,
});

// As k6 1.8 logs an exception where there is no terminal.
const exception = String.raw`time="2026-11-21T09:28:20Z" level=warning msg="Request Failed" error="x"
time="2026-11-21T09:28:21Z" level=error msg="ReferenceError: users is not defined\n\tat file:///scenarios/portal-peak.ts:3:5(4)\n" hint="script exception"
time="2026-11-21T09:28:21Z" level=warning msg="No data"`;

describe('the end of k6', () => {
  it.each([0, 99])('is no problem with exit code %d', (exitCode) => {
    expect(k6Problem(ended({ exitCode, stderr: exception }), '/s/portal-peak.ts')).toBeNull();
  });

  it.each([
    [
      107,
      'portal-peak.ts threw an error: ReferenceError: users is not defined / at file:///scenarios/portal-peak.ts:3:5(4). Correct the scenario.',
    ],
    [104, 'k6 does not accept the options of portal-peak.ts: ReferenceError'],
    [105, 'a signal that we did not send'],
    [108, 'aborted the test itself'],
    [100, 'gave up waiting'],
    [103, 'REST API'],
    [106, 'End what uses its port'],
    [110, 'marked the test as failed'],
    [255, 'exit code 255: ReferenceError'],
    [97, 'To see it again: k6 run portal-peak.ts'],
  ])('is a sentence of its own with exit code %d', (exitCode, sentence) => {
    const problem = k6Problem(ended({ exitCode, stderr: exception }), '/s/portal-peak.ts');
    expect(problem).toContain(sentence);
    expect(problem).not.toContain('\n');
  });

  it('quotes a crash of k6, what k6 printed without a logger, and nothing', () => {
    const crash = 'panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n';
    expect(k6Problem(ended({ exitCode: 109, stderr: crash }), 's.ts')).toContain(
      'panic: runtime error: index out of range',
    );
    expect(k6Problem(ended({ exitCode: 1, stderr: 'a\nb\nc\nd\n' }), 's.ts')).toContain('b / c / d');
    expect(k6Problem(ended({ exitCode: 1 }), 's.ts')).toContain('it printed nothing');
    expect(k6Problem(ended({ exitCode: 1, stderr: 'x'.repeat(9_000) }), 's.ts')!.length).toBeLessThan(800);
  });

  it('tells signals apart, and our own from others', () => {
    expect(k6Problem(ended({ signal: 'SIGKILL' }), 's.ts')).toContain('memory runs out');
    expect(k6Problem(ended({ signal: 'SIGSEGV' }), 's.ts')).toContain('SIGSEGV');
    expect(k6Problem(ended({ exitCode: 105, stopped: true }), 's.ts')).toBe(
      'k6 was stopped before the end of the load.',
    );
  });
});
