import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameAdvice } from '../../core/plan/nearest-name.ts';
import { checkRequirements } from '../../core/requirements/check.ts';
import type { Requirements } from '../../core/requirements/scorecard.ts';
import { CampaignError, type PlacedProblem } from './campaign-error.ts';
import { systemCode } from './store-error.ts';
import { readYaml } from './yaml-document.ts';

const mostBytes = 1_000_000;

/**
 * Requirements from a YAML file: a path, or the bare name of one in `scenarios/requirements/` of the package. Throws a
 * {@link CampaignError} with every problem and its place.
 */
export async function readRequirementsFile(
  nameOrPath: string,
  packageRoot: string,
): Promise<{ asked: Requirements; sha256: string }> {
  const folder = join(packageRoot, 'scenarios', 'requirements');
  const isBare = /^[\w-]+$/.test(nameOrPath);
  const path = isBare ? join(folder, `${nameOrPath}.yaml`) : nameOrPath;
  const refuse = (problems: readonly Omit<PlacedProblem, 'file'>[]) =>
    new CampaignError(
      nameOrPath,
      problems.map((problem) => ({ file: path, ...problem })),
      'file of requirements',
    );
  const whole = (message: string) => refuse([{ line: null, column: null, path: '', message }]);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const names = (await readdir(folder)).map((name) => name.replace(/\.yaml$/, ''));
    if (systemCode(error) === 'ENOENT')
      throw whole(`there is no such file${isBare ? nameAdvice(nameOrPath, names) : ''}`);
    throw whole(`it cannot be read (${systemCode(error) ?? error})`);
  }
  if (bytes.length > mostBytes)
    throw whole(`it has ${bytes.length} bytes: requirements have at most ${mostBytes}`);
  const yaml = readYaml(bytes.toString('utf8'));
  if ('problems' in yaml) throw refuse(yaml.problems.map((problem) => ({ path: '', ...problem })));
  const checked = checkRequirements(yaml.value);
  if ('problems' in checked)
    throw refuse(
      checked.problems.map(({ path: keys, message }) => ({
        ...yaml.place(keys),
        path: keys.join('.'),
        message,
      })),
    );
  return { asked: checked.requirements, sha256: createHash('sha256').update(bytes).digest('hex') };
}
