import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusalsOf } from '../../../src/core/compare/check/refusals.ts';
import { refusalsBetween } from '../../../src/core/compare/comparability.ts';
import { unlikeHosts } from '../../../src/core/compare/disturbance.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { langs } from '../../../src/core/report/format.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { codeTexts } from '../../../src/core/report/text/codes.ts';
import { refusalTexts } from '../../../src/core/report/text/refusals.ts';
import { sentenceOf, speaker, texts } from '../../../src/core/report/text.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

test('every text is there in every language, with the same blanks', () => {
  const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [id, text] of Object.entries(texts)) {
    for (const lang of langs) expect(text[lang], `${id} in ${lang}`).not.toBe('');
    expect(new Set(blanks(text.ko)), id).toEqual(new Set(blanks(text.en)));
  }
});

test('Korean texts are Korean, but for proper names', () => {
  const foreign = Object.entries(texts)
    .filter(([, text]) => !/[가-힣]/.test(text.ko))
    .map(([id]) => id);
  expect(foreign.sort()).toEqual([
    'cell.range',
    'check.interval',
    'metric.apdex',
    'term.apdex',
    'unit.points',
  ]);
});

test('blanks are filled, and a value cannot open another blank', () => {
  expect(speaker('en')('arm.fixed', { n: 5 })).toBe('5 fixed pods');
  expect(speaker('en')('cell.of', { percent: '{base}', base: 'T-01' })).toBe('{base} of T-01');
});

test('a warning is translated by code, and stays English where that is not possible', () => {
  const missing = { code: 'trials-missing', message: '2 of 4 planned trials are not there.' };
  expect(sentenceOf({ ...missing, facts: { planned: 4, missing: 2 } }, 'ko')).toContain('4회 중 2회');
  expect(sentenceOf({ ...missing, facts: {} }, 'ko')).toBe(missing.message);
  expect(sentenceOf({ ...missing, facts: { planned: 4, missing: 2 } }, 'en')).toBe(missing.message);
  expect(sentenceOf({ code: 'never-heard-of', message: 'So.', facts: {} }, 'ko')).toBe('So.');
});

test('every check and warning of the source has a Korean sentence in text/codes.ts', () => {
  const source = join(import.meta.dirname, '../../../src');
  const codes = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(core|edge)\/.*\.ts$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(
        /\b(?:check|doubt|note|warning)\(\s*'([a-z0-9]+(?:-[a-z0-9]+)*)'/g,
      ),
    ])
    .map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(30);
  expect([...new Set(codes)].filter((code) => codeTexts[code]?.ko === undefined)).toEqual([]);
});

const fingerprint = {
  cpuTaskSeconds: 1,
  loadAverage1m: null,
  cpuTotalSeconds: null,
  cpuStealSeconds: null,
  cpuPressureShare: null,
  throttledSeconds: null,
};

test('why two cases may not be compared is said in Korean, whatever differs', () => {
  const { trials } = syntheticCampaign({ lengthSeconds: 10 });
  const plan = trials[1]!.plan!;
  const other: Trial = {
    ...trials[1]!,
    plan: {
      ...plan,
      arm: { kind: 'fixed', replicas: 99 },
      sloSeconds: 99,
      target: 'kind',
      lengthSeconds: 11,
      scenario: {
        ...plan.scenario,
        name: 'x',
        visits: {},
        profile: { model: 'closed', users: 1, rampSeconds: 0, thinkSeconds: 1 },
      },
      connections: { policy: 'keep' },
      route: 'connections',
      beside: [{ ...plan.scenario, prediction: null }],
      services: { ...plan.services, more: plan.services['portal-demo']! },
    },
    environment: {
      ...trials[1]!.environment!,
      k6: '0',
      kubernetes: '0',
      cpuModel: '0',
      cores: 99,
      scenarioSha256: '0',
      fingerprint: { ...fingerprint, cpuTaskSeconds: 2 },
    },
  };
  const one: Trial = {
    ...trials[0]!,
    environment: { ...trials[0]!.environment!, scenarioSha256: '1', fingerprint },
  };
  const found = [
    ...refusalsBetween(one, other),
    ...unlikeHosts([one], [other]),
    ...refusalsBetween(trials[0]!, { ...other, plan: null }),
    ...refusalsOf({ candidate: [trials[0]!], baseline: [other] }),
  ];
  expect(new Set(found.map((refusal) => refusal.code))).toEqual(new Set(Object.keys(refusalTexts)));
  for (const refusal of found)
    expect(sentenceOf(refusal, 'ko'), refusal.code).toMatch(/[가-힣].*(다름|없음)/);
});

test('a campaign and its loads are called in Korean what their author called them', () => {
  const campaign = syntheticCampaign({ lengthSeconds: 10 });
  const comparison = {
    ...campaign.comparison,
    titleKo: '제목',
    questionKo: '질문?',
    cases: campaign.comparison.cases.map((each) => ({ ...each, titleKo: '부하 이름' })),
  };
  const korean = renderMarkdown({ ...campaign, comparison }, { lang: 'ko' });
  expect(korean).toContain('# 제목\n');
  expect(korean).toContain('**질문?**');
  expect(chartsOf({ ...campaign, comparison }, { lang: 'ko', say: speaker('ko') })[0]!.title).toBe(
    '부하 이름',
  );
  expect(renderMarkdown({ ...campaign, comparison }, { lang: 'en' })).not.toContain('제목');
});
