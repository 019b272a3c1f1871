import type { Contrast } from '../../model/comparison.ts';
import { mostDrawnCases, type ScenarioCharts } from '../charts/all.ts';
import { secondsSign } from '../format.ts';
import { shown } from '../names.ts';
import { titleIn } from '../title.ts';
import { Checks, Top } from './answer.tsx';
import { Beside } from './beside.tsx';
import type { PageContext } from './context.ts';
import { Differs } from './differs.tsx';
import type { Drawn } from './figure.tsx';
import { Gain } from './gain.tsx';
import { Method } from './method.tsx';
import { pageScript } from './page-script.ts';
import { PlanAndEnvironment } from './plan.tsx';
import { SharedPool } from './pool.tsx';
import { PredictionSection } from './prediction.tsx';
import { Reference } from './reference.tsx';
import { Scenario } from './scenario.tsx';
import { styleSheet } from './style.ts';
import { Trials } from './trials.tsx';

/** Nothing may be fetched, and nothing may run but the page's own script, known by its hash: the page is read from a disk, a mail or a CI artifact. */
const policy = (script: string) =>
  `default-src 'none'; script-src '${script}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;

interface PageProps {
  context: PageContext;
  scenarios: readonly ScenarioCharts[];
  drawn: Drawn;
  /** Of the page's script, as the policy names it. */
  hash: string;
  /** Of the list of campaigns, where a server has one. */
  listAddress: string | null;
}

function mayNotCompare(contrast: Contrast): boolean {
  return contrast.kind !== 'like' || contrast.refusals.length > 0;
}

/** Words of the page's script, as attributes. */
function wordsOf({ say, lang }: PageContext) {
  return {
    'data-second': secondsSign(lang),
    'data-period': say('cell.period'),
    'data-response': say('panel.response'),
    'data-requests': say('metric.processed'),
    'data-by-route': say('cell.byRoute'),
    'data-by-pod': say('cell.byPod'),
    'data-others': say('cell.others'),
    'data-difference': say('cell.difference'),
    'data-legend': say('page.legend'),
  };
}

/** The whole report as one document. */
export function Page({ context, scenarios, drawn, hash, listAddress }: PageProps) {
  const { say, lang, input } = context;
  const { comparison } = input;
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy(hash)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="peakproof" />
        <title>{shown(titleIn(lang, comparison), 200)}</title>
        {/* Our own style sheet: escaping would break it. */}
        <style dangerouslySetInnerHTML={{ __html: styleSheet() }} />
      </head>
      <body>
        <main {...wordsOf(context)}>
          {listAddress === null ? null : (
            <p class="facts back">
              <a href={listAddress}>{say('view.back')}</a>
            </p>
          )}
          <Top context={context} />
          <nav aria-label={say('page.contents')} data-dark={say('page.dark')} data-light={say('page.light')}>
            {comparison.cases.length === 0 ? null : <a href="#reference">{say('section.reference')}</a>}
            {comparison.cases.every(({ beside }) => beside.length === 0) ? null : (
              <a href="#beside">{say('section.beside')}</a>
            )}
            <a href="#checks">{say('section.checks')}</a>
            {comparison.decompositions.length === 0 ? null : <a href="#gain">{say('section.gain')}</a>}
            {comparison.contrasts.every(mayNotCompare) ? null : (
              <a href="#differs">{say('section.differs')}</a>
            )}
            {scenarios.map((charts, i) => (
              <a key={charts.scenario} href={`#scenario-${i + 1}`}>
                {charts.title}
              </a>
            ))}
            <a href="#prediction">{say('section.prediction')}</a>
            {input.trials.length === 0 ? null : <a href="#trials">{say('section.trials')}</a>}
            <a href="#plan">{say('section.plan')}</a>
            <a href="#method">{say('section.method')}</a>
            <a href="#terms">{say('section.terms')}</a>
            <a href="#again">{say('section.again')}</a>
          </nav>
          <Reference context={context} />
          <Beside context={context} />
          <Checks context={context} />
          <Gain context={context} />
          <SharedPool context={context} />
          <Differs context={context} />
          {scenarios.map((charts, i) => (
            <Scenario key={charts.scenario} charts={charts} index={i + 1} drawn={drawn} context={context} />
          ))}
          {comparison.cases.length > mostDrawnCases ? (
            <p class="doubt">
              {say('note.casesCut', { shown: mostDrawnCases, all: comparison.cases.length })}
            </p>
          ) : null}
          <PredictionSection context={context} />
          <Trials context={context} />
          <PlanAndEnvironment context={context} />
          <Method context={context} />
        </main>
        {/* Our own script, whose hash the policy holds: escaping would change it. */}
        <script dangerouslySetInnerHTML={{ __html: pageScript }} />
      </body>
    </html>
  );
}
