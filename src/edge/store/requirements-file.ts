import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nameAdvice } from '../../core/plan/nearest-name.ts';
import { checkRequirements } from '../../core/requirements/check.ts';
import type { Requirements } from '../../core/requirements/scorecard.ts';
import { readYamlFile } from './yaml-file.ts';

/**
 * Requirements from a YAML file: a path, or the bare name of one in `scenarios/requirements/` of the package. Throws a
 * CampaignError with every problem and its place.
 */
export async function readRequirementsFile(
  nameOrPath: string,
  packageRoot: string,
): Promise<{ asked: Requirements; sha256: string }> {
  const folder = join(packageRoot, 'scenarios', 'requirements');
  const isBare = /^[\w-]+$/.test(nameOrPath);
  const path = isBare ? join(folder, `${nameOrPath}.yaml`) : nameOrPath;
  const advice = async () => {
    const names = (await readdir(folder)).map((name) => name.replace(/\.yaml$/, ''));
    return isBare ? nameAdvice(nameOrPath, names) : '';
  };
  const { value, bytes, refusal } = await readYamlFile(path, {
    noun: 'file of requirements',
    named: nameOrPath,
    advice,
  });
  const checked = checkRequirements(value);
  if ('problems' in checked) throw refusal(checked.problems);
  return { asked: checked.requirements, sha256: createHash('sha256').update(bytes).digest('hex') };
}
