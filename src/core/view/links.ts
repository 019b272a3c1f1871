import type { Lang } from '../report/format.ts';

/** Addresses of the pages. A name is one segment, and whatever it holds is encoded. */
export const links = {
  list: (lang: Lang) => `/?lang=${lang}`,
  campaign: (name: string, lang: Lang) => `/campaign/${segment(name)}?lang=${lang}`,
  report: (name: string, lang: Lang) => `/campaign/${segment(name)}/report?lang=${lang}`,
  inLanguage: (here: string, lang: Lang) => `${here}${here.includes('?') ? '&' : '?'}lang=${lang}`,
};

/** Half a surrogate pair has no encoding; no file system gives one. */
function segment(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}
