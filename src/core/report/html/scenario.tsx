import type { Trial } from '../../model/trial.ts';
import { armTitle, labelTitle } from '../arm-title.ts';
import type { ScenarioCharts } from '../charts/all.ts';
import type { Chart } from '../charts/spec.ts';
import { shown } from '../names.ts';
import { titleIn } from '../title.ts';
import type { PageContext } from './context.ts';
import { Decisions } from './decisions.tsx';
import { type Drawn, Figure } from './figure.tsx';
import { NodeTable } from './nodes.tsx';
import { Phases } from './phases.tsx';
import { PodTables } from './pods.tsx';
import { Routes } from './routes.tsx';
import { Label, Table } from './table.tsx';

interface ScenarioProps {
  charts: ScenarioCharts;
  index: number;
  drawn: Drawn;
  context: PageContext;
}

/** Everything that was seen under one load: the arms beside each other, on the same scales. */
export function Scenario({ charts, index, drawn, context }: ScenarioProps) {
  const { say } = context;
  const figure = (chart: Chart, tableBeside = false) => {
    const trial = charts.trials.find((each) => each.id === chart.trial);
    const of = trial ?? charts.besideTrials.find((each) => each.id === chart.trial);
    return (
      <Figure
        key={chart.id}
        chart={chart}
        drawn={drawn}
        context={context}
        aside={of?.plan ? armTitle(of.plan.arm, say) : undefined}
        label={of ? labelTitle(of.label, say) : context.label}
        trial={trial}
        index={trial === undefined ? 0 : charts.trials.indexOf(trial)}
        tableBeside={tableBeside}
      />
    );
  };
  const grid = (list: readonly (Chart | null)[]) => {
    const said = new Set<string>();
    const present = list
      .filter((chart) => chart !== null)
      .map((chart) => ({ ...chart, notes: chart.notes.filter((note) => !said.has(note) && said.add(note)) }));
    return present.length === 0 ? null : <div class="grid">{present.map((chart) => figure(chart))}</div>;
  };
  return (
    <section id={`scenario-${index}`}>
      <h2>{charts.title}</h2>
      <p class="doubt">
        {charts.trials.map((trial) => drawnSentence(trial, context)).join(' ')} {say('scenario.scales')}{' '}
        {charts.trials.some((trial) => trial.hpa.length > 0) ? say('scenario.decisions') : ''}{' '}
        <span class="scripted">{say('scenario.span')}</span>
      </p>
      {grid(charts.timelines)}
      {charts.besideTimelines.length === 0 ? null : (
        <>
          <h3>{say('section.beside')}</h3>
          <p class="doubt">{say('beside.drawn', { loads: loadsOf(charts, context) })}</p>
          {grid(charts.besideTimelines)}
        </>
      )}
      <h3>{say('section.response')}</h3>
      {grid(charts.heatmaps)}
      {grid([...charts.differences, charts.users])}
      {grid([charts.distribution, ...charts.quantiles, charts.scalability])}
      <Routes trials={charts.trials} context={context} />
      <h3>{say('section.pods')}</h3>
      {charts.lags.map((chart) => (
        <div class="grid" key={chart.id}>
          {figure(chart, true)}
          <Table
            caption={
              <>
                {say('caption.lag')} <Label text={context.label} />
              </>
            }
            head={chart.table.head}
            rows={chart.table.rows}
            wide
          />
        </div>
      ))}
      <Phases trials={charts.trials} context={context} />
      {grid(charts.pods)}
      {grid(charts.podRates)}
      <PodTables trials={charts.trials} context={context} />
      {charts.nodes.length === 0 ? null : (
        <>
          <h3>{say('section.nodes')}</h3>
          {grid(charts.nodes)}
          <NodeTable trials={charts.trials} context={context} />
        </>
      )}
      <Decisions trials={charts.trials} context={context} />
    </section>
  );
}

/** The services and titles of the loads beside, each once. */
function loadsOf({ besideTrials }: ScenarioCharts, { lang }: PageContext): string {
  const names = besideTrials.map(
    ({ plan }) => `${shown(plan!.scenario.service, 40)} (${shown(titleIn(lang, plan!.scenario), 80)})`,
  );
  return [...new Set(names)].join(', ');
}

/** Which of a case's trials is drawn. */
function drawnSentence(trial: Trial, context: PageContext): string {
  const summary = context.input.comparison.cases.find((each) => each.trials.includes(trial.id));
  const of = summary?.trials.length ?? 1;
  return of === 1 ? '' : context.say('scenario.drawn', { trial: shown(trial.id, 40), n: of });
}
