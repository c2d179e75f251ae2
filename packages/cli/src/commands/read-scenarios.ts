import { readFile } from 'node:fs/promises';
import { stdin } from 'node:process';
import type { Scenario } from '@sampan/api';
import { type Input, UsageError } from '../command.ts';
import { placeAt, positionOf } from './json-place.ts';

export interface ScenarioFile {
  readonly scenarios: readonly Scenario[];
  /** The same refusal of one of them, with its place in the file. */
  located(error: unknown, index: number): unknown;
}

/** One scenario or a list of them, from a file or from standard input (`-`). */
export async function readScenarioFile(input: Input): Promise<ScenarioFile> {
  const path = input.argument('FILE');
  const file = path === '-' ? 'standard input' : path;
  const text = await (path === '-'
    ? wholeText(input.stdin ?? stdin)
    : readFile(path, 'utf8')
  ).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read`, { cause });
  });
  const read = parsed(text, file);
  const isList = Array.isArray(read);
  return {
    // The server checks what it is.
    scenarios: isList ? read : [read],
    located(error, index) {
      if (!(error instanceof UsageError)) return error;
      const field = /^(?:There is no field )?([\w.[\]]+)/.exec(error.message)?.[1] ?? '';
      const place = placeAt(text, positionOf(text, isList ? `[${index}].${field}` : field));
      return new UsageError(`${file}, ${place}: ${error.message}`);
    },
  };
}

function parsed(text: string, file: string) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause instanceof Error ? cause : { message: '' };
    // For some faults Node quotes the text around them and gives no position.
    const [, position] = /position (\d+)/.exec(message) ?? [];
    const isUnended = /end of JSON/.test(message);
    const at = position === undefined && isUnended ? text.length : Number(position);
    const place = Number.isNaN(at) ? '' : `, ${placeAt(text, at)}`;
    throw new UsageError(`${file}${place}: this is not JSON: ${oneLine(message)}`, { cause });
  }
}

/** Node quotes the text as it is. */
const oneLine = (message: string): string => message.replace(/[\s\p{Cc}]+/gu, ' ');

async function wholeText(chunks: AsyncIterable<Buffer | string>): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(Buffer.from(chunk));
  return Buffer.concat(read).toString('utf8');
}
