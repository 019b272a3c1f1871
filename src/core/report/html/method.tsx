import type { Trial } from '../../model/trial.ts';
import { moment } from '../format.ts';
import { drawnTrial } from '../input.ts';
import { definitionIds } from '../text/definitions.ts';
import { methodIds } from '../text/method.ts';
import type { PageContext } from './context.ts';

/** How the figures came about, what the words mean, and how to do it again. */
export function Method({ context }: { context: PageContext }) {
  const { say, input, lang } = context;
  const plan = input.comparison.cases.map((summary) => drawnTrial(input, summary)?.plan).find((each) => each);
  const block = input.trials.map((trial) => trial.plan?.block).find((each) => each) ?? null;
  const values = {
    grace: plan ? moment(plan.graceSeconds, lang) : '—',
    warmUp: block === null ? '—' : moment(block.warmUpSeconds, lang),
  };
  /** Of what may not have been done, whether it was. */
  const held: Partial<Record<(typeof methodIds)[number], boolean>> = {
    'method.blocks': ownClusters(input.trials),
    'method.host': input.trials.some((trial) => trial.ending.fingerprint !== null),
  };
  return (
    <section id="method">
      <h2>{say('section.method')}</h2>
      <ul>
        {methodIds
          .filter((id) => held[id] !== false)
          .map((id) => (
            <li key={id}>{say(id, values)}</li>
          ))}
      </ul>
      <h2 id="terms">{say('section.terms')}</h2>
      <dl>
        {definitionIds.map((id) => (
          <>
            <dt>{say(`term.${id}`)}</dt>
            <dd>{say(`means.${id}`)}</dd>
          </>
        ))}
      </dl>
      <h2 id="again">{say('section.again')}</h2>
      <p>{say('again.how')}</p>
      <pre>{commands(context).join('\n')}</pre>
    </section>
  );
}

/** Whether no two blocks of trials shared a cluster: with one that was there before, they do. */
function ownClusters(trials: readonly Trial[]): boolean {
  const clusters = new Map<string, string>();
  for (const { plan, environment } of trials) {
    const cluster = environment?.cluster ?? null;
    if (plan === null || plan.block === null || cluster === null) continue;
    clusters.set(plan.block.id, `${cluster.name} ${cluster.createdAt}`);
  }
  return clusters.size > 0 && new Set(clusters.values()).size === clusters.size;
}

/** A name that a shell takes as it is; anything else is left for the reader to fill in. */
function word(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) && !name.startsWith('-') ? name : '<name>';
}

function commands(context: PageContext): string[] {
  const { say, input } = context;
  const { comparison } = input;
  const targets = [...new Set(input.trials.map((trial) => trial.target))];
  const target = targets.length === 1 && targets[0] ? ` --target ${targets[0]}` : '';
  const trials = Math.max(1, ...comparison.cases.map((summary) => summary.trials.length));
  const seed = comparison.seed === null ? '' : ` --seed ${comparison.seed}`;
  const again =
    comparison.preset === null
      ? []
      : [
          `# ${say('again.measure')}`,
          `peakproof bench ${word(comparison.preset)} --campaign ${word(comparison.campaign)} --length ${comparison.lengthSeconds}s --trials ${trials}${seed}${target}`,
          '',
        ];
  return [...again, `# ${say('again.render')}`, 'peakproof compare <folder>', 'peakproof report <folder>'];
}
