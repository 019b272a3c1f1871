import type { Capacity } from '../../model/capacity.ts';
import type { Chart } from '../charts/spec.ts';
import type { Lang } from '../format.ts';
import { type Drawn, Figure } from '../html/figure.tsx';
import { styleSheet } from '../html/style.ts';
import { Label, Table } from '../html/table.tsx';
import { speaker } from '../text.ts';
import { capacitySummary } from './summary.ts';

/** Nothing is fetched and nothing runs: the page has no script. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

interface CapacityPageProps {
  found: Capacity;
  chart: Chart;
  drawn: Drawn;
  lang: Lang;
}

/** A capacity search as one document. */
export function CapacityPage({ found, chart, drawn, lang }: CapacityPageProps) {
  const say = speaker(lang);
  const summary = capacitySummary(found, lang);
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="peakproof" />
        <title>{summary.title}</title>
        {/* Our own style sheet: escaping would break it. */}
        <style dangerouslySetInnerHTML={{ __html: styleSheet() }} />
      </head>
      <body>
        <main>
          <h1>
            {summary.title} <Label text={summary.label} />
          </h1>
          <p class="question">{summary.question}</p>
          <div class="answer">
            <ul>
              {summary.answers.map((answer) => (
                <li key={answer}>{answer}</li>
              ))}
            </ul>
          </div>
          <p class="doubt">{summary.level}</p>
          <h2>{say('capacity.section.table')}</h2>
          <Figure chart={chart} drawn={drawn} context={{ say }} label={summary.label} tableBeside />
          <Table head={summary.capacities.head} rows={summary.capacities.rows} />
          <h2>{say('capacity.section.doubts')}</h2>
          <ul>
            {summary.doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
          <h2>{say('capacity.section.tried')}</h2>
          <Table head={summary.tried.head} rows={summary.tried.rows} />
        </main>
      </body>
    </html>
  );
}
