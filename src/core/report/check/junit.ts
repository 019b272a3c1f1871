import type { CapacityCheck, CheckedCase, CheckedFigure } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { reasonsOf } from './cases.ts';
import { wordsOf } from './figures.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  name: string;
  classname: string;
  outcome: Outcome;
  /** The verdict behind it. */
  type: string;
  message: string;
}

/**
 * The check as JUnit XML: a suite for each case, a test for each figure. Whatever keeps the exit code from 0 is red here
 * too: a regression is a failure; what is INVALID or could not be decided is an error. A figure that only warns is never
 * red, and skipped where it could not be decided; so is a case that has no baseline yet.
 */
export function renderJUnit(check: CapacityCheck, lang: Lang): string {
  const suites = check.cases.map((checked) => ({ checked, tests: testsOf(check, checked, lang) }));
  const all = suites.flatMap(({ tests }) => tests);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="peakproof check" ${counts(all)} time="0">`,
    ...suites.flatMap(({ checked, tests }) => suiteLines(check, checked, tests)),
    '</testsuites>',
  ].join('\n')}\n`;
}

function suiteLines(check: CapacityCheck, checked: CheckedCase, tests: readonly TestCase[]): string[] {
  const properties = {
    verdict: checked.verdict,
    label: check.label,
    baseline: check.baseline.name,
    candidate: check.candidate.name,
    baselineTrials: String(checked.baselineTrials),
    candidateTrials: String(checked.candidateTrials),
  };
  return [
    `  <testsuite name="${attribute(checked.case)}" ${counts(tests)} time="0">`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `      <property name="${name}" value="${attribute(value)}"/>`,
    ),
    '    </properties>',
    ...tests.flatMap(testLines),
    '  </testsuite>',
  ];
}

function testsOf(check: CapacityCheck, checked: CheckedCase, lang: Lang): TestCase[] {
  const classname = `${check.candidate.campaign}.${checked.case}`;
  if (checked.state === 'compared')
    return checked.figures.map((figure) => ({
      name: figure.metric,
      classname,
      outcome: outcomeOf(figure),
      type: figure.verdict,
      message: wordsOf(figure, lang).sentence,
    }));
  return [
    {
      name: 'comparable',
      classname,
      outcome: checked.state === 'new' ? 'skipped' : 'error',
      type: checked.verdict,
      message: reasonsOf(checked, lang).join('\n'),
    },
  ];
}

function outcomeOf({ severity, verdict }: CheckedFigure): Outcome {
  if (verdict === 'PASS') return 'passed';
  if (severity === 'warn') return verdict === 'FAIL' ? 'passed' : 'skipped';
  return verdict === 'FAIL' ? 'failure' : 'error';
}

function testLines({ name, classname, outcome, type, message }: TestCase): string[] {
  const open = `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" time="0">`;
  // Of a passed test, what was seen goes to where consumers show a test's own words.
  const inner =
    outcome === 'passed'
      ? `<system-out>${text(message)}</system-out>`
      : outcome === 'skipped'
        ? `<skipped message="${attribute(message)}"/>`
        : `<${outcome} type="${type}" message="${attribute(message)}">${text(message)}</${outcome}>`;
  return [open, `      ${inner}`, '    </testcase>'];
}

function counts(tests: readonly TestCase[]): string {
  const of = (outcome: Outcome) => tests.filter((test) => test.outcome === outcome).length;
  return `tests="${tests.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

/** XML 1.0 has no way to write these at all. */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

function text(value: string): string {
  return value
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Line ends and tabs survive in an attribute only as references. */
function attribute(value: string): string {
  return text(value)
    .replaceAll('"', '&quot;')
    .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
