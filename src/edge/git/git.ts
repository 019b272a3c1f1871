import { programEnding } from '../exec/run-program.ts';

/** Git may take its lock to refresh the index; a look must not disturb somebody who commits meanwhile. */
const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '1' };

/** What a git command wrote to stdout, run in `folder`; null where there is no git, or it says no. */
export async function gitOutput(folder: string, args: readonly string[]): Promise<string | null> {
  const ending = await programEnding(['git', '-C', folder, ...args], { setEnv: quiet, timeoutSeconds: 60 });
  return ending.how === 'exited' && ending.exitCode === 0 ? ending.stdout : null;
}
