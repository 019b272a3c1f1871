import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Conversation } from '../../../src/edge/load/conversation.ts';
import { temporaryFolder } from './folder.ts';

it('keeps the first four megabytes of what was said, and counts the rest', async () => {
  const path = join(await temporaryFolder(), 'said.log');
  const conversation = new Conversation(path);
  for (let i = 0; i < 5_000; i++) conversation.line('x'.repeat(1_023));
  await conversation.close();
  expect(conversation.failure).toBeNull();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(4_097);
  expect(lines.at(-1)).toBe('... and 904 lines more');
});

it.runIf(existsSync('/dev/full'))('goes on without a disk, and says so', async () => {
  const conversation = new Conversation('/dev/full');
  for (let i = 0; i < 100; i++) conversation.line('x'.repeat(1_000));
  await conversation.close();
  conversation.line('after the end');
  expect(conversation.failure).toContain('ENOSPC');
});
