import { appendFile, stat } from 'node:fs/promises';
import type { Lang } from '../core/report/format.ts';
import { fittedSummary } from '../core/report/step-summary.ts';
import { StoreError, systemCode } from '../edge/store/store-error.ts';

/** Appends Markdown to the summary of a step. Steps share the file, so what is there already counts. */
export async function appendSummary(path: string, markdown: string, lang: Lang): Promise<void> {
  const usedBytes = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  try {
    await appendFile(path, fittedSummary(markdown, { lang, usedBytes }));
  } catch (error) {
    throw new StoreError(
      `${path} cannot be written (${systemCode(error) ?? error}), so there is no summary of the step. Name another file with --step-summary.`,
    );
  }
}
