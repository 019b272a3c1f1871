import type { ComponentChildren } from 'preact';

export type Content = ComponentChildren;

/** How a number is labelled wherever it is shown: emulated, kind, cluster, imported. */
export function Label({ text }: { text: string }) {
  return <span class="label">{text}</span>;
}

interface TableProps {
  caption?: Content;
  head: readonly Content[];
  rows: readonly (readonly Content[])[];
  /** Columns from here on hold figures and are flush right. */
  figuresFrom?: number;
  wide?: boolean;
}

/** The first cell of each row names it. */
export function Table({ caption, head, rows, figuresFrom = 1, wide = false }: TableProps) {
  const side = (i: number) => (i >= figuresFrom ? { class: 'n' } : {});
  return (
    <div class="scroll">
      <table {...(wide ? { class: 'wide' } : {})}>
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" {...side(i)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row" {...side(i)}>
                    {cell}
                  </th>
                ) : (
                  <td key={i} {...side(i)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
