import { besideTable, besideWordColumns } from '../beside-table.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** What became of the loads that ran beside the main ones; nothing where there were none. */
export function Beside({ context }: { context: PageContext }) {
  const { input, lang, say, label } = context;
  const table = besideTable(input, lang);
  if (table === null) return null;
  return (
    <section id="beside">
      <h2>{say('section.beside')}</h2>
      <p>{say('beside.means')}</p>
      <Table
        caption={
          <>
            {say('section.beside')} <Label text={label} />
          </>
        }
        head={table.head}
        rows={table.rows}
        figuresFrom={besideWordColumns}
        wide
      />
    </section>
  );
}
