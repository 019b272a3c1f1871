/** A program that starts another one, says its id, and then ends in the way that its second argument names. */
import { type Running, startProgram } from '../../../src/edge/exec/start-program.ts';

const [program, way] = process.argv.slice(2);
let child: Running | undefined;
// Before the start and only for once, as the product listens for its first signal.
if (way === 'handle')
  process.once('SIGTERM', async () => process.exit((await child!.stop(15)).exitCode ?? 9));
child = await startProgram([program!], { stdout: 'stream' });
child.stdout!.once('data', () => {
  process.stdout.write(`${child!.pid}\n`);
  if (way === 'exit') process.exit(4);
  if (way === 'throw') throw new Error('a bug');
});
