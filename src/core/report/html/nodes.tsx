import type { Trial } from '../../model/trial.ts';
import { bytes, digits, exact, percent } from '../format.ts';
import { shown } from '../names.ts';
import { nodeTotals } from '../node-totals.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** What each node used over the load, by trial; nothing where nobody looked. */
export function NodeTable({ trials, context }: { trials: readonly Trial[]; context: PageContext }) {
  const { say, lang, label } = context;
  const rows = trials.flatMap((trial) => nodeTotals(trial).map((totals) => ({ trial, ...totals })));
  if (rows.length === 0) return null;
  const written = (value: number | null, write: (value: number) => string) =>
    value === null ? '—' : write(value);
  return (
    <>
      <Table
        caption={
          <>
            {say('caption.nodes')} <Label text={label} />
          </>
        }
        head={[
          say('column.trial'),
          say('column.node'),
          say('environment.cores'),
          say('column.meanUsed'),
          say('column.leastIdle'),
          say('column.mostMemory'),
          say('column.diskRead'),
          say('column.diskWritten'),
          say('column.received'),
          say('column.sent'),
        ]}
        rows={rows.map((row) => [
          shown(row.trial.id, 40),
          shown(row.node, 60),
          written(row.cores, exact),
          written(row.meanUsedCores, digits),
          written(row.leastIdleShare, (share) => percent(share, lang)),
          written(row.mostMemoryBytes, bytes),
          written(row.diskReadBytes, bytes),
          written(row.diskWrittenBytes, bytes),
          written(row.receivedBytes, bytes),
          written(row.sentBytes, bytes),
        ])}
        figuresFrom={2}
        wide
      />
      <p class="doubt">{say('nodes.means')}</p>
    </>
  );
}
