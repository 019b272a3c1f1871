import { differencesOf } from '../differences.ts';
import { withCode } from './code.tsx';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** Each pair of cases, figure by figure, with the doubt of each figure. */
export function Differs({ context }: { context: PageContext }) {
  const { say, input, lang, label } = context;
  const differences = differencesOf(input, lang);
  if (differences.length === 0) return null;
  return (
    <section id="differs">
      <h2>{say('section.differs')}</h2>
      <div {...(differences.some((difference) => difference.judged) ? {} : { class: 'grid pairs' })}>
        {differences.map((difference) => (
          <div key={`${difference.case} ${difference.base}`}>
            <Table
              caption={
                <>
                  {say('gain.against', { case: difference.case, base: difference.base })}{' '}
                  <Label text={label} />
                </>
              }
              head={difference.head}
              rows={difference.rows}
              wide
            />
            {difference.more === 0 ? null : (
              <p class="doubt">
                {withCode(say('differs.more', { more: difference.more, time: difference.time }))}
              </p>
            )}
          </div>
        ))}
      </div>
      {differences.some((difference) => difference.judged) ? (
        <p class="doubt">{say('differs.means')}</p>
      ) : null}
    </section>
  );
}
