import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Lang, langs } from '../report/format.ts';
import { styleSheet } from '../report/html/style.ts';
import type { Content } from '../report/html/table.tsx';
import { type Say, speaker } from '../report/text.ts';
import { links } from './links.ts';

/** What every page of the viewer needs to speak and to link. */
export interface ViewContext {
  lang: Lang;
  say: Say;
  /** The page's own address without its language, e.g. `/?`. */
  here: string;
}

export function viewContext(lang: Lang, here: string): ViewContext {
  return { lang, say: speaker(lang), here };
}

const languageNames: Record<Lang, string> = { en: 'English', ko: '한국어' };

/** Beyond the report's own look: what a list needs. The policy of the page knows the whole by its hash. */
export const viewStyle = `${styleSheet()}
.top{display:flex;justify-content:space-between;gap:18px;align-items:baseline}
.choose{font:inherit;color:var(--page);background:var(--blue);border:0;border-radius:3px;padding:4px 14px;cursor:pointer}
input[type=checkbox]{width:16px;height:16px;accent-color:var(--blue)}
.actions{display:flex;gap:16px;align-items:baseline;flex-wrap:wrap}`;

interface FrameProps {
  context: ViewContext;
  title: string;
  back?: boolean;
  children: Content;
}

function Frame({ context, title, back = false, children }: FrameProps) {
  const { lang, say, here } = context;
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} – peakproof</title>
        {/* Our own style sheet: escaping would break it. */}
        <style dangerouslySetInnerHTML={{ __html: viewStyle }} />
      </head>
      <body>
        <main>
          <header class="top">
            <h1>{title}</h1>
            <span class="facts">
              {back ? (
                <>
                  <a href={links.list(lang)}>{say('view.back')}</a>
                  {' · '}
                </>
              ) : null}
              {langs
                .filter((other) => other !== lang)
                .map((other) => (
                  <a key={other} lang={other} hrefLang={other} href={links.inLanguage(here, other)}>
                    {languageNames[other]}
                  </a>
                ))}
            </span>
          </header>
          {children}
        </main>
      </body>
    </html>
  );
}

/** A page of the viewer as one HTML document. */
export function documentOf(props: Omit<FrameProps, 'children'>, children: VNode | (VNode | null)[]): string {
  return `<!doctype html>\n${renderToString(h(Frame, { ...props, children }))}\n`;
}

/** Says in a sentence why there is nothing else. */
export function renderProblem(context: ViewContext, sentence: string): string {
  return documentOf({ context, title: context.say('view.wrong.title'), back: true }, <p>{sentence}</p>);
}
