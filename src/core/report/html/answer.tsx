import type { Verdict } from '../../model/verdict.ts';
import { answerOf, type Finding } from '../answer.ts';
import { checksOf } from '../checks.ts';
import { doubtsOf, invalidatingOf } from '../doubts.ts';
import { instant, moment } from '../format.ts';
import { shown } from '../names.ts';
import { questionIn, titleIn } from '../title.ts';
import { validityOf } from '../validity.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

const signs: Record<Verdict, string> = { PASS: '✓', FAIL: '✗', INVALID: '⊘', INCONCLUSIVE: '~' };

export function VerdictBadge({ verdict, text, small }: { verdict: Verdict; text: string; small?: boolean }) {
  return (
    <span class={`verdict ${verdict}${small ? ' small' : ''}`}>
      {signs[verdict]} {text}
    </span>
  );
}

function FindingText({ finding, headline }: { finding: Finding; headline?: boolean }) {
  return (
    <>
      <p {...(headline ? { class: 'headline' } : {})}>{finding.text}</p>
      {finding.doubt === null ? null : <p class="doubt">({finding.doubt})</p>}
      {finding.published === null ? null : <p class="doubt published">{finding.published}</p>}
    </>
  );
}

/** Title, question, the answer with its doubt, and the verdict. */
export function Top({ context }: { context: PageContext }) {
  const { input, say, lang } = context;
  const { comparison } = input;
  const answer = answerOf(input, lang);
  const { verdict } = comparison;
  const facts = [
    shown(comparison.campaign, 60),
    comparison.preset === null ? null : `${say('page.preset')} ${shown(comparison.preset, 40)}`,
    `${say('page.length')} ${moment(comparison.lengthSeconds, lang)}`,
    comparison.seed === null ? null : `${say('page.seed')} ${comparison.seed}`,
    comparison.measuredAt === null ? null : `${say('page.measured')} ${instant(comparison.measuredAt)}`,
  ].filter((fact) => fact !== null);
  const general = doubtsOf(comparison, lang).filter((doubt) => doubt.metric === null);
  const means = ['emulated', 'kind', 'cluster', 'imported'] as const;
  return (
    <header>
      <h1>{shown(titleIn(lang, comparison), 200)}</h1>
      <p class="facts">
        <Label text={context.label} /> {facts.join(' · ')}
      </p>
      {means
        .filter((label) => comparison.label.split(' + ').includes(label))
        .map((label) => (
          <p class="facts" key={label}>
            {say(`label.${label}`)}: {say(`label.${label}.means`)}
          </p>
        ))}
      <p class="question">
        <strong>{shown(questionIn(lang, comparison), 400)}</strong>
      </p>
      <div class={`answer ${verdict}`}>
        <VerdictBadge verdict={verdict} text={say(`verdict.${verdict}`)} />
        <span class="means">{say(`verdict.${verdict}.means`)}</span>
        <ul class="validity">
          {validityOf(comparison).map(({ text, verdict: found }) => (
            <li key={text} class={found ?? 'unseen'}>
              {found === null ? '?' : signs[found]} {say(text)}
              {found === null ? ` (${say('validity.unseen')})` : ''}
            </li>
          ))}
        </ul>
        <FindingText finding={answer.headline} headline />
        {answer.others.length === 0 ? null : (
          <ul>
            {answer.others.map((finding, i) => (
              <li key={i}>
                <FindingText finding={finding} />
              </li>
            ))}
          </ul>
        )}
        {general.map((doubt) => (
          <p class="doubt" key={doubt.mark}>
            <sup>{doubt.mark}</sup> {doubt.trials.length === 0 ? '' : `${trialNames(doubt.trials)}: `}
            {doubt.sentence}
          </p>
        ))}
      </div>
    </header>
  );
}

export function trialNames(trials: readonly string[]): string {
  const names = trials.slice(0, 8).map((trial) => shown(trial, 40));
  return names.join(', ') + (trials.length > 8 ? ', …' : '');
}

/** Checks that were not passed stand open, the others are folded. */
export function Checks({ context }: { context: PageContext }) {
  const { say, lang, input } = context;
  const { open, passed } = checksOf(input.comparison, lang);
  const invalid = invalidatingOf(input.comparison, lang);
  const trials = new Set(passed.map((line) => line.trial));
  return (
    <section id="checks">
      <h2>{say('section.checks')}</h2>
      {open.length + invalid.length === 0 ? (
        <p>
          {say(passed.length === 0 ? 'checks.none' : 'checks.all', { n: passed.length, trials: trials.size })}
        </p>
      ) : (
        <ul class="open">
          {open.map((line, i) => (
            <li key={`c${i}`}>
              <VerdictBadge verdict={line.verdict} text={say(`verdict.${line.verdict}`)} small />{' '}
              <strong>{line.trial}</strong> <code>{line.code}</code> {line.sentence}
            </li>
          ))}
          {invalid.map((doubt, i) => (
            <li key={`w${i}`}>
              <VerdictBadge verdict="INVALID" text={say('verdict.INVALID')} small />{' '}
              <strong>{trialNames(doubt.trials)}</strong> {doubt.sentence}
            </li>
          ))}
        </ul>
      )}
      {passed.length === 0 ? null : (
        <details>
          <summary>{say('checks.passed', { n: passed.length })}</summary>
          <Table
            head={[say('column.trial'), say('column.check'), say('column.seen')]}
            rows={passed.map((line) => [line.trial, <code key="c">{line.code}</code>, line.sentence])}
            figuresFrom={3}
          />
        </details>
      )}
    </section>
  );
}
