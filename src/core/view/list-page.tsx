import { labelTitle } from '../report/arm-title.ts';
import { decimals, digits, exactDuration, instant } from '../report/format.ts';
import { VerdictBadge } from '../report/html/answer.tsx';
import { Label, Table } from '../report/html/table.tsx';
import { shown } from '../report/names.ts';
import { titleIn } from '../report/title.ts';
import type { CampaignSummary, Listed } from './campaign-summary.ts';
import { documentOf, type ViewContext } from './frame.tsx';
import { links } from './links.ts';
import { TrendChart } from './trend-chart.tsx';
import { type Trend, trendsOf } from './trends.ts';

/** Every campaign of a folder with its verdict, how each developed, and what else lies there. */
export function renderList(context: ViewContext, folder: string, listed: readonly Listed[]): string {
  const { say } = context;
  const campaigns = listed.filter((each) => each.summary !== null).sort(newestFirst);
  const problems = listed.filter((each) => each.problem !== null);
  const trends = trendsOf(listed);
  return documentOf({ context, title: say('view.title') }, [
    <p key="facts" class="facts">
      {say('view.facts', {
        campaigns: campaigns.length,
        problems: problems.length,
        folder: shown(folder, 200),
      })}
    </p>,
    trends.length + problems.length === 0 ? null : (
      <nav key="nav" aria-label={say('page.contents')}>
        {trends.length === 0 ? null : <a href="#trends">{say('view.trends')}</a>}
        {problems.length === 0 ? null : <a href="#problems">{say('view.problems')}</a>}
      </nav>
    ),
    campaigns.length === 0 ? (
      <p key="none">{say('view.none')}</p>
    ) : (
      <form key="list" action="/compare" method="get">
        <input type="hidden" name="lang" value={context.lang} />
        <Campaigns context={context} campaigns={campaigns} />
        <p class="actions">
          <button class="choose" type="submit">
            {say('view.compare.two')}
          </button>
          <span class="doubt">{say('view.compare.hint')}</span>
        </p>
      </form>
    ),
    <Trends key="trends" context={context} trends={trends} />,
    problems.length === 0 ? null : (
      <section key="problems" id="problems">
        <h2>{say('view.problems')}</h2>
        <Table
          head={[say('view.column.folder'), say('view.column.problem')]}
          rows={problems.map(({ name, problem }) => [shown(name, 80), shown(problem ?? '', 400)])}
          figuresFrom={2}
        />
      </section>
    ),
  ]);
}

function newestFirst(a: Listed, b: Listed): number {
  const [x, y] = [a.summary?.measuredAt ?? '', b.summary?.measuredAt ?? ''];
  if (x !== y) return x < y ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

function Campaigns({ context, campaigns }: { context: ViewContext; campaigns: readonly Listed[] }) {
  const { say, lang } = context;
  return (
    <Table
      head={[
        say('view.column.campaign'),
        say('view.column.when'),
        say('view.column.preset'),
        say('column.platform'),
        say('column.verdict'),
        say('view.column.headline'),
        say('column.trials'),
        say('view.column.choose'),
      ]}
      rows={campaigns.map(({ name, summary }) => [
        <span key="name">
          <a href={links.campaign(name, lang)}>{shown(titleIn(lang, summary!), 80)}</a>
          <span class="beside">{shown(name, 80)}</span>
        </span>,
        summary!.measuredAt === null ? '—' : instant(summary!.measuredAt),
        `${shown(summary!.preset, 20)}, ${exactDuration(summary!.lengthSeconds, lang)}`,
        <Label key="label" text={labelTitle(summary!.label, say)} />,
        <Verdict key="verdict" context={context} summary={summary!} />,
        headlineText(context, summary!),
        say('view.trials.of', { n: summary!.trials.length, all: summary!.plannedTrials }),
        <input key="of" type="checkbox" name="of" value={name} aria-label={shown(name, 80)} />,
      ])}
      figuresFrom={5}
      wide
    />
  );
}

export function Verdict({ context, summary }: { context: ViewContext; summary: CampaignSummary }) {
  const { say } = context;
  if (summary.verdict === null) return <span class="doubt">{say('view.uncompared')}</span>;
  return <VerdictBadge verdict={summary.verdict} text={say(`verdict.${summary.verdict}`)} small />;
}

export function headlineText({ say }: ViewContext, { headline }: CampaignSummary): string {
  if (headline === null) return '—';
  return say('view.headline', {
    ratio: digits(headline.ratio),
    case: shown(headline.case, 20),
    base: shown(headline.against, 20),
  });
}

function Trends({ context, trends }: { context: ViewContext; trends: readonly Trend[] }) {
  const { say, lang } = context;
  if (trends.length === 0) return null;
  return (
    <section id="trends">
      <h2>{say('view.trends')}</h2>
      <p class="doubt">{say('view.trends.means')}</p>
      {trends.map((trend, i) => (
        <section key={i}>
          <h3>
            {say('view.trend.title', {
              campaign: shown(trend.campaign, 60),
              preset: shown(trend.preset, 20),
              length: exactDuration(trend.lengthSeconds, lang),
            })}{' '}
            <Label text={labelTitle(trend.label, say)} />
          </h3>
          <div class="grid">
            <TrendChart trend={trend} field="throughputPerSecond" title={say('view.throughput')} />
            <TrendChart trend={trend} field="p95Seconds" title={say('view.p95')} />
          </div>
          <details>
            <summary>{say('view.trend.runs', { n: trend.runs.length })}</summary>
            <Table
              head={[
                say('view.column.when'),
                ...trend.cases.flatMap(({ case: name }) => [
                  `${shown(name, 20)}: ${say('view.throughput')}`,
                  `${shown(name, 20)}: ${say('view.p95')}`,
                ]),
              ]}
              rows={trend.runs.map((run, r) => [
                <a key="run" href={links.campaign(run.name, lang)}>
                  {instant(run.measuredAt)}
                </a>,
                ...trend.cases.flatMap((each) => [
                  numberText(each.throughputPerSecond[r] ?? null, 1),
                  numberText(each.p95Seconds[r] ?? null, 3),
                ]),
              ])}
            />
          </details>
        </section>
      ))}
    </section>
  );
}

export function numberText(value: number | null, places: number): string {
  return value === null ? '—' : decimals(value, places);
}
