import type { Attempt, Tool } from './tool.ts';
import { rangeText } from './version.ts';

/** A tool that is needed and could be neither found nor installed, or the one that was named and cannot be used. */
export class ToolError extends Error {
  readonly tool: string;
  readonly attempts: readonly Attempt[];

  constructor(tool: Tool, attempts: readonly Attempt[], cachePath: string | null) {
    super(sentences(tool, attempts, cachePath));
    this.name = 'ToolError';
    this.tool = tool.name;
    this.attempts = attempts;
  }
}

/** The program that the override names cannot be used. Nothing else is tried: whoever names one wants that one. */
export class OverrideError extends ToolError {
  constructor(tool: Tool, path: string, outcome: string) {
    super(tool, [{ way: `${tool.override}=${path}`, outcome }], null);
    this.name = 'OverrideError';
    this.message =
      `${tool.override} names ${path}, which cannot be used: ${outcome}. ` +
      `${tool.name} ${rangeText(tool.accepted)}, is needed to ${tool.purpose}. ` +
      `Let ${tool.override} name such a program, or unset it to have one found or installed.`;
  }
}

function sentences(tool: Tool, attempts: readonly Attempt[], cachePath: string | null): string {
  const next = [
    `install ${tool.name} by hand (${tool.handbook}) and put it on PATH`,
    `or let ${tool.override} name the program`,
    cachePath === null ? null : `or, on a machine without network, copy the program to ${cachePath}`,
    tool.without,
  ];
  return [
    `${tool.name} ${rangeText(tool.accepted)}, is needed to ${tool.purpose}, and could be neither found nor installed.`,
    'What was tried:',
    ...attempts.map(({ way, outcome }) => `  - ${way}: ${outcome}`),
    'What to do:',
    ...next.filter((line) => line !== null).map((line) => `  - ${line}`),
  ].join('\n');
}
