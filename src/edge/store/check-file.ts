import { readFile } from 'node:fs/promises';
import { type CheckSettings, checkSettingsSchema } from '../../core/model/check-settings.ts';
import { quoted } from '../../core/plan/campaign-problem.ts';
import { shapeProblems } from '../../core/plan/campaign-shape.ts';
import { CampaignError, type PlacedProblem } from './campaign-error.ts';
import { StoreError, systemCode } from './store-error.ts';
import { readYaml } from './yaml-document.ts';

/** Thresholds of a capacity check from a YAML file. Throws a {@link CampaignError} with every problem and its place. */
export async function readCheckFile(path: string): Promise<CheckSettings> {
  const unusable = (problems: readonly Omit<PlacedProblem, 'file'>[]) =>
    new CampaignError(
      path,
      problems.map((problem) => ({ file: path, ...problem })),
      'check file',
    );
  const yaml = readYaml(await textOf(path));
  if ('problems' in yaml) throw unusable(yaml.problems.map((problem) => ({ path: '', ...problem })));
  const { value } = yaml;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unusable([
      {
        line: 1,
        column: 1,
        path: '',
        message: `it holds ${quoted(value)} where a map is needed, such as: thresholds: { mean: { regression: 10%, severity: warn } }`,
      },
    ]);
  const parsed = checkSettingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unusable(
    shapeProblems(parsed.error.issues, value, checkSettingsSchema)
      .map((problem) => ({
        ...yaml.place(problem.path),
        path: problem.path.join('.'),
        message: problem.message,
      }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StoreError(`${path} cannot be read (${systemCode(error) ?? error}). Check the path.`);
  }
}
