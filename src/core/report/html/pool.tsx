import { count, digits, inUnit } from '../format.ts';
import { trialsOf } from '../input.ts';
import { shown } from '../names.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/**
 * Arms whose services share one pool of pods, apart from the others: they have as many pods as the partitioned base has
 * in all, so what they gain is sharing, and no pod more.
 */
export function SharedPool({ context }: { context: PageContext }) {
  const { say, input, label } = context;
  const { cases, contrasts } = input.comparison;
  const rows = cases.flatMap((summary) => {
    const arm = trialsOf(input, summary).find((trial) => trial.plan !== null)?.plan?.arm;
    if (arm?.pool === undefined) return [];
    const contrast = contrasts.find((each) => each.case === summary.case && each.kind === 'like');
    const base = cases.find((each) => each.case === contrast?.against);
    const number = (value: number | null | undefined, text: (value: number) => string) =>
      value === null || value === undefined ? '—' : text(value);
    const ratio = contrast?.refusals.length === 0 ? contrast.ratios.processed?.value : null;
    const seconds = (of: typeof base) => number(of?.figures.poolReplicaSeconds.value, count);
    return [
      [
        base === undefined
          ? shown(summary.case, 40)
          : say('gain.against', { case: shown(summary.case, 40), base: shown(base.case, 40) }),
        count(arm.pool),
        number(summary.figures.processed.value, count),
        number(ratio, (value) => `× ${digits(value)}`),
        number(summary.figures.mean.value, (value) => inUnit(value, 'ms')),
        base === undefined ? seconds(summary) : `${seconds(summary)} / ${seconds(base)}`,
      ],
    ];
  });
  if (rows.length === 0) return null;
  return (
    <section id="pool">
      <h2>{say('section.pool')}</h2>
      <Table
        caption={
          <>
            {say('caption.pool')} <Label text={label} />
          </>
        }
        head={[
          say('column.case'),
          say('column.poolPods'),
          say('metric.processed'),
          say('gain.ratio'),
          `${say('metric.mean')}, ms`,
          say('metric.poolReplicaSeconds'),
        ]}
        rows={rows}
        wide
      />
      <p class="doubt">{say('pool.means')}</p>
    </section>
  );
}
