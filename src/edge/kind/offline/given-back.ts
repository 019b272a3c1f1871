import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { programEnding } from '../../exec/run-program.ts';
import { type Machine, toolsFolder } from '../../tools/machine.ts';
import { kindFolders } from '../folders.ts';

/**
 * Gives folders that were made under `sudo` back to the person who asked: root is needed for the build alone, and the
 * next command of theirs writes there too. The root file system stays root's.
 */
export async function givenBack(machine: Machine): Promise<void> {
  const { SUDO_UID, SUDO_GID } = machine.env;
  if (!SUDO_UID || !SUDO_GID) return;
  const { offline, clusters } = kindFolders(machine);
  const owner = `${SUDO_UID}:${SUDO_GID}`;
  const tools = toolsFolder(machine)!;
  for (const [folder, deep] of [
    [dirname(offline), false],
    [offline, false],
    [clusters, true],
    [tools, true],
  ] as const)
    if (existsSync(folder))
      await programEnding(['chown', ...(deep ? ['-R'] : []), owner, folder], {
        env: machine.env,
        timeoutSeconds: 60,
      });
  const demos = 'for demo in "$1"/demo-*; do if [ -d "$demo" ]; then chown -R "$2" "$demo"; fi; done';
  await programEnding(['sh', '-c', demos, 'sh', offline, owner], { env: machine.env, timeoutSeconds: 60 });
}
