import type { Lang } from './format.ts';

/** What a campaign or a load is called, as the person who wrote it put it: in Korean where it was given. */
export interface Titled {
  title: string;
  titleKo?: string | undefined;
}

/** The title in a language; in English where there is no Korean one. */
export function titleIn(lang: Lang, { title, titleKo }: Titled): string {
  return lang === 'ko' ? (titleKo ?? title) : title;
}

/** The question in a language; in English where there is no Korean one. */
export function questionIn(
  lang: Lang,
  { question, questionKo }: { question: string; questionKo?: string | undefined },
): string {
  return lang === 'ko' ? (questionKo ?? question) : question;
}
