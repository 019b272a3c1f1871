import type { Lang } from '../format.ts';
import { styleSheet } from './style.ts';
import { type Content, Label } from './table.tsx';

/** Nothing is fetched and nothing runs: the page has no script. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

interface PlainPageProps {
  title: string;
  /** How its numbers are labelled. */
  label: string;
  lang: Lang;
  children: Content;
}

/** A page of one subject in the look of the report, without its script. */
export function PlainPage({ title, label, lang, children }: PlainPageProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="peakproof" />
        <title>{title}</title>
        {/* Our own style sheet: escaping would break it. */}
        <style dangerouslySetInnerHTML={{ __html: styleSheet() }} />
      </head>
      <body>
        <main>
          <h1>
            {title} <Label text={label} />
          </h1>
          {children}
        </main>
      </body>
    </html>
  );
}
