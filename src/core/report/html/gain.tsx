import type { Interval } from '../../math/interval.ts';
import { confidenceText, digits, percent, signedPercent } from '../format.ts';
import { shown } from '../names.ts';
import type { PageContext } from './context.ts';
import { Range } from './reference.tsx';
import { Label, Table } from './table.tsx';

/** Where the gain comes from: what the pods alone are worth, and what scaling costs until they are there. */
export function Gain({ context }: { context: PageContext }) {
  const { say, lang, input, label } = context;
  const { decompositions } = input.comparison;
  if (decompositions.length === 0) return null;
  const within = (value: string, interval: Interval | null, text: (end: number) => string) => (
    <>
      {value}
      {interval === null ? null : (
        <Range
          text={say('cell.range', { low: text(interval.low), high: text(interval.high) })}
          confidence={confidenceText(interval.confidence, lang)}
        />
      )}
    </>
  );
  const asDigits = (end: number) => digits(end, 4);
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
          within(`× ${digits(parts.ratio)}`, parts.intervals.ratio, asDigits),
          within(`× ${digits(parts.morePods)}`, parts.intervals.morePods, asDigits),
          within(signedPercent(parts.scalingLag, lang), parts.intervals.scalingLag, (end) =>
            signedPercent(end, lang),
          ),
          percent(parts.ratio / parts.morePods, lang),
          parts.replicaSecondsShare === null
            ? '—'
            : within(percent(parts.replicaSecondsShare, lang), parts.intervals.replicaSecondsShare, (end) =>
                percent(end, lang),
              ),
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
