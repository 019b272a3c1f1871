import { expect, test } from 'vitest';
import { roleOf } from '../../../src/edge/evidence/contents.ts';

test.each([
  ['campaign.json', 'raw'],
  ['requirements.yaml', 'raw'],
  ['recording/import.json', 'raw'],
  ['trials/01-T-01.1/recording/manifests.ndjson', 'raw'],
  ['trials/01-T-01.1/recording/logs/portal-01.log', 'raw'],
  ['trials/01-T-01.1/recording.2/ending.json', 'raw'],
  ['trials/01-T-01.1/warm-up/requests.csv.gz', 'raw'],
  ['trials/01-T-01.1/trial.json', 'derived'],
  ['report/ko/report.html', 'derived'],
  ['requirements.json', 'derived'],
  ['report/requirements.md', 'derived'],
  ['report/report.pdf', 'hashed'],
  ['report.png', 'hashed'],
  ['trials/01-T-01.1/trial.json.1', 'hashed'],
  ['.lock', null],
  ['.lock.17/report.png', null],
  ['notes.md', null],
  ['trials/run.sh', null],
  ['evidence.tar', null],
])('%s is %s', (path, role) => {
  expect(roleOf(path)).toBe(role);
});
