import { readFile } from 'node:fs/promises';
import { type Input, UsageError } from '../command.ts';
import type { Answer } from './operations-client.ts';

/** The text of the file that an option names. */
async function readOptionFile(option: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`--${option}: ${file} cannot be read`, { cause });
  });
}

/** The keys in the file that an option names, as a field; an empty name stands for no keys. */
export async function readKeys(input: Input, option: string, field: string): Promise<Answer> {
  const file = input.option(option);
  if (file === undefined) return {};
  return { [field]: file === '' ? '' : await readOptionFile(option, file) };
}

/** The partner's own key in the file that `--public-key` names, as a field. */
export async function readPublicKey(input: Input): Promise<Answer> {
  const file = input.option('public-key');
  return file === undefined ? {} : { publicKey: await readOptionFile('public-key', file) };
}
