import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import type { KubernetesMinor } from '../../../../src/core/model/hpa.ts';
import { answersTo, type Sequence } from './case-file.ts';

/** `tsx compare.ts <cases.json> [minor]`: reads what the generator wrote, line by line, and prints where we differ. */
const [path = '', minor = '1.34'] = process.argv.slice(2);
let rounds = 0;
let different = 0;
let sequenceNumber = 0;
const codes = new Map<string, number>();
for await (const line of createInterface({ input: createReadStream(path) })) {
  if (line === '[' || line === ']') continue;
  sequenceNumber++;
  const sequence = JSON.parse(line.replace(/,$/, '')) as Sequence;
  const ours = answersTo(sequence, minor as KubernetesMinor);
  for (const [index, round] of sequence.rounds.entries()) {
    rounds++;
    const [, , , errorCode, conditions] = round.answer;
    for (const key of [
      errorCode || 'no error',
      ...conditions.map(([type, status, reason]) => `${type}=${status}/${reason}`),
    ])
      codes.set(key, (codes.get(key) ?? 0) + 1);
    if (isDeepStrictEqual(ours[index], round.answer)) continue;
    different++;
    if (different <= 5)
      console.log(
        `sequence ${sequenceNumber}, round ${index + 1}\n  upstream ${JSON.stringify(round.answer)}\n  ours     ${JSON.stringify(ours[index])}`,
      );
    break; // what is remembered differs from here on
  }
}
console.log(`${different} of ${sequenceNumber} sequences differ; ${rounds} rounds compared`);
for (const [code, count] of [...codes].sort((a, b) => b[1] - a[1]))
  console.log(String(count).padStart(9), code);
process.exitCode = different === 0 ? 0 : 1;
