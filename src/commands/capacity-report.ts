import { join } from 'node:path';
import type { Capacity } from '../core/model/capacity.ts';
import { renderCapacityMarkdown } from '../core/report/capacity/markdown.ts';
import type { Lang } from '../core/report/format.ts';
import { writableFolder } from '../edge/store/folders.ts';
import { writeWhole } from '../edge/store/whole-file.ts';

/** Loaded before what may be interrupted, as {@link ./report.ts}'s. */
export const capacityDrawing = () => import('../core/report/capacity/html.ts');

/** Writes report.html and report.md of a capacity search; returns the path of the first. */
export async function writtenCapacityReport(directory: string, found: Capacity, lang: Lang): Promise<string> {
  const { renderCapacityHtml } = await capacityDrawing();
  const report = join(directory, 'report.html');
  await writableFolder(directory);
  await writeWhole(join(directory, 'report.md'), renderCapacityMarkdown(found, { lang }));
  await writeWhole(report, await renderCapacityHtml(found, { lang }));
  return report;
}
