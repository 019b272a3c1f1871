import { labelTitle } from '../report/arm-title.ts';
import { instant } from '../report/format.ts';
import { Label, Table } from '../report/html/table.tsx';
import { shown } from '../report/names.ts';
import { titleIn } from '../report/title.ts';
import type { CampaignSummary } from './campaign-summary.ts';
import { documentOf, type ViewContext } from './frame.tsx';
import { links } from './links.ts';
import { headlineText, numberText, Verdict } from './list-page.tsx';

/** One campaign: the way to its report, and its trials to choose from. */
export function renderCampaign(context: ViewContext, name: string, summary: CampaignSummary): string {
  const { say, lang } = context;
  return documentOf({ context, title: shown(titleIn(lang, summary), 200), back: true }, [
    <p key="facts" class="facts">
      {shown(name, 80)}
      {summary.measuredAt === null ? '' : ` · ${instant(summary.measuredAt)}`} ·{' '}
      {say('view.trials.of', { n: summary.trials.length, all: summary.plannedTrials })}{' '}
      <Label text={labelTitle(summary.label, say)} />
    </p>,
    <p key="verdict" class="actions">
      <Verdict context={context} summary={summary} /> <span>{headlineText(context, summary)}</span>{' '}
      <a href={links.report(name, lang)}>{say('view.report')}</a>
    </p>,
    <form key="trials" action="/compare" method="get">
      <h2>{say('view.trials')}</h2>
      <input type="hidden" name="lang" value={lang} />
      <Table
        head={[
          say('column.trial'),
          say('view.column.open'),
          say('view.throughput'),
          say('view.p95'),
          say('view.column.choose'),
        ]}
        rows={summary.trials.map((trial) => [
          shown(trial.id, 40),
          trial.open.map((code) => shown(code, 40)).join(', ') || '—',
          numberText(trial.throughputPerSecond, 1),
          numberText(trial.p95Seconds, 3),
          <input
            key="of"
            type="checkbox"
            name="of"
            value={`${name}/${trial.folder}`}
            aria-label={shown(trial.id, 40)}
          />,
        ])}
        figuresFrom={2}
      />
      <p class="actions">
        <button class="choose" type="submit">
          {say('view.compare.two')}
        </button>
        <span class="doubt">{say('view.compare.trials')}</span>
      </p>
    </form>,
  ]);
}
