import { readFile, stat } from 'node:fs/promises';
import { CampaignError, type PlacedProblem } from './campaign-error.ts';
import { systemCode } from './store-error.ts';
import { readYaml } from './yaml-document.ts';

/** What people write by hand is far below it; a larger file is another one. */
const mostBytes = 1_000_000;

/** A problem with what the file says, before anybody knows where it stands. */
interface Problem {
  path: readonly (string | number)[];
  message: string;
}

/** A YAML file that a person wrote. */
export interface YamlFile {
  value: unknown;
  bytes: Uint8Array;
  /** The problems at their places, in the order of the lines. */
  placed(problems: readonly Problem[]): PlacedProblem[];
  /** The error that lists them. */
  refusal(problems: readonly Problem[]): CampaignError;
}

/** How a file is spoken of. */
interface FileName {
  noun: 'campaign' | 'check file' | 'file of requirements';
  /** As the person named it. */
  named: string;
  /** What else may have been meant, where there is no such file. */
  advice?: () => Promise<string>;
}

/** Reads the YAML file at `path`. Throws a {@link CampaignError} where it cannot be read, or with all that is wrong with its syntax. */
export async function readYamlFile(path: string, { noun, named, advice }: FileName): Promise<YamlFile> {
  const whole = (message: string) =>
    new CampaignError(named, [{ file: path, line: null, column: null, path: '', message }], noun);
  let bytes: Uint8Array;
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      throw whole(`it has ${size} bytes: a ${noun} has at most ${mostBytes}, so this is another file`);
    bytes = await readFile(path);
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw whole('it is not text in UTF-8: save it as such');
    const code = systemCode(error);
    if (code === 'EISDIR') throw whole('it is a folder: name a file in it');
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw whole(`there is no such file${(await advice?.()) ?? ''}`);
    if (code !== null && !(error instanceof CampaignError)) throw whole(`it cannot be read (${code})`);
    throw error;
  }
  const yaml = readYaml(text);
  if ('problems' in yaml)
    throw new CampaignError(
      path,
      yaml.problems.map((problem) => ({ file: path, path: '', ...problem })),
      noun,
    );
  const placed = (problems: readonly Problem[]) =>
    problems
      .map(({ path: keys, message }) => ({ file: path, ...yaml.place(keys), path: keys.join('.'), message }))
      .sort((a, b) => a.line - b.line || a.column - b.column);
  return {
    value: yaml.value,
    bytes,
    placed,
    refusal: (problems) => new CampaignError(path, placed(problems), noun),
  };
}
