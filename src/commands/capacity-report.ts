import { join } from 'node:path';
import type { Capacity } from '../core/model/capacity.ts';
import { renderCapacityMarkdown } from '../core/report/capacity/markdown.ts';
import type { Lang } from '../core/report/format.ts';
import { writableFolder } from '../edge/store/folders.ts';
import { writeWhole } from '../edge/store/json-file.ts';

/** Writes report.html and report.md of a capacity search; returns the path of the first. */
export async function writtenCapacityReport(directory: string, found: Capacity, lang: Lang): Promise<string> {
  // The drawing library is large, and most commands draw nothing.
  const { renderCapacityHtml } = await import('../core/report/capacity/html.ts');
  const report = join(directory, 'report.html');
  await writableFolder(directory);
  await writeWhole(join(directory, 'report.md'), renderCapacityMarkdown(found, { lang }));
  await writeWhole(report, await renderCapacityHtml(found, { lang }));
  return report;
}
