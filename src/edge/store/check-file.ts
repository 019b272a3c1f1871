import { type CheckSettings, checkSettingsSchema } from '../../core/model/check-settings.ts';
import { quoted } from '../../core/plan/campaign-problem.ts';
import { shapeProblems } from '../../core/plan/campaign-shape.ts';
import { readYamlFile } from './yaml-file.ts';

/** Thresholds of a capacity check from a YAML file. Throws a CampaignError with every problem and its place. */
export async function readCheckFile(path: string): Promise<CheckSettings> {
  const { value, refusal } = await readYamlFile(path, { noun: 'check file', named: path });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal([
      {
        path: [],
        message: `it holds ${quoted(value)} where a map is needed, such as: thresholds: { mean: { regression: 10%, severity: warn } }`,
      },
    ]);
  const parsed = checkSettingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusal(shapeProblems(parsed.error.issues, value, checkSettingsSchema));
}
