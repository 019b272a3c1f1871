#!/usr/bin/env node
// In a checkout the source runs as it is, by tsx; the published package holds compiled JavaScript and no source.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/main.ts', import.meta.url);
if (existsSync(fileURLToPath(source))) {
  const { register } = await import('tsx/esm/api');
  // Ours, not one of the folder that a person happens to be in.
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
  await import(source.href);
} else {
  await import(new URL('../dist/main.js', import.meta.url).href);
}
