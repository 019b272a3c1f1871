/** A program that starts another one, says both ids, and then ends in the way that its argument names. */
import { startProgram } from '../../../src/edge/exec/start-program.ts';

const [program, way] = process.argv.slice(2);
const child = await startProgram([program!], { stdout: 'stream' });
child.stdout!.once('data', () => {
  process.stdout.write(`${child.pid}\n`);
  if (way === 'exit') process.exit(4);
  if (way === 'throw') throw new Error('a bug');
  if (way === 'handle')
    process.on('SIGTERM', async () => process.exit((await child.stop(0)).stopped ? 5 : 6));
});
