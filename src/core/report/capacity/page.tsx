import type { Capacity } from '../../model/capacity.ts';
import type { Chart } from '../charts/spec.ts';
import type { Lang } from '../format.ts';
import { type Drawn, Figure } from '../html/figure.tsx';
import { PlainPage } from '../html/plain-page.tsx';
import { Table } from '../html/table.tsx';
import { speaker } from '../text.ts';
import { capacitySummary } from './summary.ts';

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
    <PlainPage title={summary.title} label={summary.label} lang={lang}>
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
    </PlainPage>
  );
}
