import type { Lang } from './format.ts';

/** What a campaign or a load is called, as the person who wrote it put it: in Korean where it was given. */
export interface Titled {
  title: string;
  titleKo?: string | undefined;
}

export function titleIn(lang: Lang, { title, titleKo }: Titled): string {
  return lang === 'ko' ? (titleKo ?? title) : title;
}

export function questionIn(
  lang: Lang,
  { question, questionKo }: { question: string; questionKo?: string | undefined },
): string {
  return lang === 'ko' ? (questionKo ?? question) : question;
}
