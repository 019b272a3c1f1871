import { type Cell, type ReferenceTable, type Row, referenceTable } from '../reference-table.ts';
import { trialNames, VerdictBadge } from './answer.tsx';
import type { PageContext } from './context.ts';
import { Label } from './table.tsx';

/** Cases in one table; more are continued in the next one. */
const perTable = 6;
/** What the published table consists of. */
const keyRows = new Set(['processed', 'versus', 'mean', 'faster']);

function Marks({ marks }: { marks: readonly string[] }) {
  return marks.length === 0 ? null : <sup> {marks.join(', ')}</sup>;
}

function Figure({ cell, context }: { cell: Cell | null; context: PageContext }) {
  const { say } = context;
  if (cell === null) return <td class="n" />;
  return (
    <td class="n">
      <span class={cell.text === say('cell.base') ? 'unit' : 'value'}>{cell.text}</span>
      <Marks marks={cell.marks} />
      {cell.interval === null ? null : <Range text={cell.interval} confidence={cell.confidence ?? ''} />}
      {cell.predicted === null ? null : (
        <span class="beside">
          {say('cell.predicted')} {cell.predicted}
          {cell.miss === null ? null : <Miss text={cell.miss} />}
        </span>
      )}
      {cell.published === null ? null : (
        <span class="beside published">
          {say('cell.published')} {cell.published}
        </span>
      )}
    </td>
  );
}

/** Where a figure may lie, with its confidence: two pieces that are never broken themselves. */
export function Range({ text, confidence }: { text: string; confidence: string }) {
  return (
    <span class="beside">
      <span class="whole">{text}</span> <span class="whole">({confidence})</span>
    </span>
  );
}

/** Kept in one piece: a percent sign alone on a line is no help. */
export function Miss({ text }: { text: string }) {
  return (
    <>
      {' '}
      <span class="whole">({text})</span>
    </>
  );
}

function RowLabel({ row }: { row: Row }) {
  return (
    <th scope="row">
      {row.label}
      {row.unit === null ? null : <span class="unit"> {row.unit}</span>}
    </th>
  );
}

function Part({ table, from, context }: { table: ReferenceTable; from: number; context: PageContext }) {
  const { say } = context;
  const columns = table.columns.slice(from, from + perTable);
  const rows = table.rows
    .map((row) => ({ ...row, cells: row.cells.slice(from, from + perTable) }))
    .filter((row) => row.cells.some((cell) => cell !== null));
  return (
    <div class="scroll">
      <table class={columns.length > 2 ? 'wide even' : 'even'}>
        <caption>
          {say('caption.reference')} <Label text={context.label} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('column.case')}</th>
            {columns.map((column) => (
              <th key={column.case} scope="col" class="n">
                {column.case}
                <Marks marks={column.marks} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say('column.arm')}</th>
            {columns.map((column) => (
              <td key={column.case} class="n">
                {column.arm}
                {column.armTitle === column.arm ? null : <span class="beside">{column.armTitle}</span>}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{say('column.service')}</th>
            {columns.map((column) => (
              <td key={column.case} class="n">
                {column.service}
                <span class="beside">{column.title}</span>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{say('column.verdict')}</th>
            {columns.map((column) => (
              <td key={column.case} class="n">
                <VerdictBadge verdict={column.verdict} text={say(`verdict.${column.verdict}`)} small />
                <span class="beside">
                  {say('cell.trials', { n: column.trials })} · {column.label}
                </span>
              </td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.id} {...(keyRows.has(row.id) ? { class: 'key' } : {})}>
              <RowLabel row={row} />
              {row.cells.map((cell, i) => (
                <Figure key={i} cell={cell} context={context} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The reference table: what was measured, with the published figure and the prediction beside it. */
export function Reference({ context }: { context: PageContext }) {
  const { say, input, lang } = context;
  const table = referenceTable(input, lang);
  if (table.columns.length === 0) return null;
  const parts = Array.from({ length: Math.ceil(table.columns.length / perTable) }, (_, i) => i * perTable);
  const cells = table.rows.flatMap((row) => row.cells);
  return (
    <section id="reference">
      <h2>{say('section.reference')}</h2>
      {parts.map((from) => (
        <Part key={from} table={table} from={from} context={context} />
      ))}
      <ul class="notes">
        {table.doubts.map((doubt) => (
          <li key={doubt.mark}>
            <sup>{doubt.mark}</sup> {doubt.trials.length === 0 ? '' : `${trialNames(doubt.trials)}: `}
            {doubt.sentence}
          </li>
        ))}
        {cells.some((cell) => cell?.published) ? <li>{say('table.published')}</li> : null}
        {cells.some((cell) => cell?.miss) ? <li>{say('table.miss')}</li> : null}
        {table.rows.some((row) => row.id.endsWith('.other')) ? <li>{say('table.otherService')}</li> : null}
        {cells.some((cell) => cell?.interval) ? <li>{say('table.interval')}</li> : null}
        {table.columns.some((column) => column.trials > 1) ? <li>{say('table.median')}</li> : null}
        {cells.some((cell) => cell?.text === '—') ? <li>{say('table.missing')}</li> : null}
      </ul>
    </section>
  );
}
