import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CpuAccount } from '../../../../clusters/services/service/cpu-account.ts';

describe('CpuAccount', () => {
  it('makes a busy process use what its requests demand, whatever its own work for them is', () => {
    const request = fc.record({
      demand: fc.double({ min: 0.002, max: 0.02, noNaN: true }),
      before: fc.double({ min: 0, max: 0.001, noNaN: true }),
      after: fc.double({ min: 0, max: 0.001, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 100 }), (requests) => {
        const account = new CpuAccount();
        let cpu = 0.05;
        account.settle(cpu);
        for (const { demand, before, after } of requests) {
          account.noteRequest();
          cpu = account.paidAt(cpu + before, demand);
          cpu += after;
        }
        const demanded = requests.reduce((sum, { demand }) => sum + demand, 0);
        expect(cpu - 0.05 - requests.at(-1)!.after).toBeCloseTo(demanded, 9);
      }),
    );
  });

  it('credits nobody with what is used while no request is near', () => {
    const account = new CpuAccount();
    account.settle(1);
    account.look(1.5, 0);
    account.look(2, 0);
    expect(account.paidAt(2, 0.01)).toBeCloseTo(2.01, 12);
  });

  it('credits what is used around a request, also after its answer', () => {
    const account = new CpuAccount();
    account.settle(1);
    account.noteRequest();
    account.look(1.003, 1);
    account.look(1.004, 0);
    expect(account.paidAt(1.004, 0.01)).toBeCloseTo(1.01, 12);
  });

  it('burns nothing, and carries nothing over, where the work alone was more than the demand', () => {
    const account = new CpuAccount();
    account.noteRequest();
    expect(account.paidAt(0.05, 0.01)).toBe(0.05);
    expect(account.paidAt(0.05, 0.01)).toBeCloseTo(0.06, 12);
  });
});
