import { digits, percent, signedPercent } from '../format.ts';
import { shown } from '../names.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** Where the gain comes from: what the pods alone are worth, and what scaling costs until they are there. */
export function Gain({ context }: { context: PageContext }) {
  const { say, lang, input, label } = context;
  const { decompositions } = input.comparison;
  if (decompositions.length === 0) return null;
  return (
    <section id="gain">
      <h2>{say('section.gain')}</h2>
      <Table
        caption={
          <>
            {say('caption.gain')} <Label text={label} />
          </>
        }
        head={[
          say('column.case'),
          say('gain.ratio'),
          say('gain.morePods'),
          say('gain.lag'),
          say('gain.share'),
          say('gain.cost'),
          say('gain.ceiling'),
        ]}
        rows={decompositions.map((parts) => [
          say('gain.against', { case: shown(parts.case, 40), base: shown(parts.base, 40) }),
          `× ${digits(parts.ratio)}`,
          `× ${digits(parts.morePods)}`,
          signedPercent(parts.scalingLag, lang),
          percent(parts.ratio / parts.morePods, lang),
          parts.replicaSecondsShare === null ? '—' : percent(parts.replicaSecondsShare, lang),
          parts.ceiling.source === 'measured'
            ? say('gain.measured', { name: shown(parts.ceiling.name, 40) })
            : say('gain.plateau'),
        ])}
        wide
      />
      <p class="doubt">{say('gain.means')}</p>
    </section>
  );
}
