import type { Trial } from '../../model/trial.ts';
import { armTitle, connectionsTitle, profileTitle } from '../arm-title.ts';
import { bytes, exact, exactDuration, moment } from '../format.ts';
import { drawnTrial } from '../input.ts';
import { shown } from '../names.ts';
import type { PageContext } from './context.ts';
import { type Content, Table } from './table.tsx';

/** What was planned for each case, and where it ran. */
export function PlanAndEnvironment({ context }: { context: PageContext }) {
  const { say } = context;
  return (
    <section id="plan">
      <h2>{say('section.plan')}</h2>
      <Plan context={context} />
      <h3>{say('section.environment')}</h3>
      <Environment context={context} />
    </section>
  );
}

function Plan({ context }: { context: PageContext }) {
  const { say, lang, input } = context;
  const planned = input.comparison.cases
    .map((summary) => ({ summary, plan: drawnTrial(input, summary)?.plan ?? null }))
    .filter(({ plan }) => plan !== null);
  if (planned.length === 0) return <p>{say('missing.planAll')}</p>;
  const rows = planned.map(({ summary, plan }): Content[] => {
    const { scenario, services } = plan!;
    const service = services[scenario.service];
    return [
      shown(summary.case, 40),
      <>
        {armTitle(plan!.arm, say)}
        <span class="beside">{shown(plan!.armName, 40)}</span>
      </>,
      <>
        {profileTitle(scenario.profile, say)}
        <span class="beside">
          {shown(scenario.name, 40)} · {shown(scenario.script, 40)}
        </span>
      </>,
      <>
        {shown(scenario.service, 40)}
        {service === undefined ? null : (
          <span class="beside">
            {say('plan.pod', {
              cores: exact(service.cpuCores),
              start: moment(service.startSeconds, lang),
            })}
          </span>
        )}
      </>,
      <>
        {moment(plan!.lengthSeconds, lang)}
        <span class="beside">
          {say('plan.plateau', {
            from: moment(plan!.plateau.fromSeconds, lang),
            to: moment(plan!.plateau.toSeconds, lang),
          })}
        </span>
      </>,
      <>
        {connectionsTitle(plan!.connections, say)}
        <span class="beside">{say(`route.${plan!.route}`)}</span>
      </>,
      <>
        {exactDuration(plan!.satisfiedSeconds, lang)} / {exactDuration(plan!.sloSeconds, lang)}
      </>,
    ];
  });
  return (
    <Table
      caption={say('caption.plan')}
      head={[
        say('column.case'),
        say('column.arm'),
        say('column.scenario'),
        say('column.service'),
        say('column.length'),
        say('column.connections'),
        say('column.limits'),
      ]}
      rows={rows}
      figuresFrom={9}
      wide
    />
  );
}

function Environment({ context }: { context: PageContext }) {
  const { say, input } = context;
  const trials = input.trials.filter((trial) => trial.environment !== null);
  const missing = input.trials.length - trials.length;
  const read: [string, (trial: Trial) => string | null][] = [
    ['peakproof', (trial) => trial.environment!.peakproof],
    ['k6', (trial) => trial.environment!.k6],
    ['Kubernetes', (trial) => trial.environment!.kubernetes],
    ['Node.js', (trial) => trial.environment!.node],
    [say('environment.os'), (trial) => trial.environment!.os],
    [say('environment.kernel'), (trial) => trial.environment!.kernel],
    [say('environment.cpu'), (trial) => trial.environment!.cpuModel],
    [say('environment.cores'), (trial) => textOf(trial.environment!.cores)],
    [
      say('environment.memory'),
      (trial) => (trial.environment!.memoryBytes === null ? null : bytes(trial.environment!.memoryBytes)),
    ],
    [
      say('environment.commit'),
      (trial) => {
        const { gitCommit, gitDirty } = trial.environment!;
        return gitCommit === null
          ? null
          : gitCommit.slice(0, 12) + (gitDirty ? say('environment.dirty') : '');
      },
    ],
  ];
  return (
    <>
      {missing === 0 ? null : <p class="doubt">{say('missing.environment', { n: missing })}</p>}
      {trials.length === 0 ? null : (
        <dl>
          {read.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{valuesOf(trials, value, say('cell.unobserved'))}</dd>
            </>
          ))}
        </dl>
      )}
    </>
  );
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** One value where all trials agree; else each value with its trials. */
function valuesOf(
  trials: readonly Trial[],
  read: (trial: Trial) => string | null,
  unobserved: string,
): string {
  const byValue = new Map<string, string[]>();
  for (const trial of trials) {
    const value = shown(read(trial) ?? unobserved, 120);
    byValue.set(value, [...(byValue.get(value) ?? []), shown(trial.id, 40)]);
  }
  if (byValue.size === 1) return [...byValue.keys()][0]!;
  return [...byValue].map(([value, ids]) => `${value} (${ids.join(', ')})`).join('; ');
}
