import type { Scorecard } from '../../model/requirement.ts';
import type { Lang } from '../format.ts';
import { PlainPage } from '../html/plain-page.tsx';
import { Table } from '../html/table.tsx';
import { speaker } from '../text.ts';
import { type ScoreRow, scoreSummary } from './summary.ts';

/** A scorecard as one document, in the look of the report. */
export function ScorecardPage({ card, lang }: { card: Scorecard; lang: Lang }) {
  const say = speaker(lang);
  const summary = scoreSummary(card, lang);
  const { verdict } = summary;
  const head = [
    say('requirements.column.id'),
    say('requirements.column.requirement'),
    say('requirements.column.measured'),
    say('requirements.column.standing'),
    say('requirements.column.why'),
  ];
  return (
    <PlainPage title={summary.title} label={summary.label} lang={lang}>
      <p class="facts">{summary.facts.join(' · ')}</p>
      <div class={`answer ${verdict.name}`}>
        <p>
          <span class={`verdict ${verdict.name}`}>{verdict.text}</span>
          <span class="means">{verdict.means}</span>
        </p>
      </div>
      <h2>{say('requirements.section.areas')}</h2>
      <Table head={summary.counts.head} rows={summary.counts.rows} />
      {summary.areas.map(({ name, rows }) => (
        <section key={name}>
          <h2>{name}</h2>
          <Table wide figuresFrom={head.length} head={head} rows={rows.map(cells)} />
        </section>
      ))}
      <h2>{say('requirements.section.proof')}</h2>
      <Table
        wide
        figuresFrom={summary.proofs.head.length}
        head={summary.proofs.head}
        rows={summary.proofs.rows}
      />
      <h2>{say('requirements.section.reading')}</h2>
      <ul>
        {summary.reading.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </PlainPage>
  );
}

function cells(row: ScoreRow) {
  return [
    row.id,
    <>
      {row.title}
      {row.wanted === null ? null : <span class="beside">{row.wanted}</span>}
    </>,
    row.measured.map((line) => (
      <span key={line} class="beside">
        {line}
      </span>
    )),
    <span key="standing" class={`verdict small ${row.standing}`}>
      {row.standingText}
    </span>,
    row.why,
  ];
}
