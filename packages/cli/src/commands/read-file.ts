import { readFile } from 'node:fs/promises';
import { type Input, UsageError } from '../command.ts';

/** The text of the file that an option names. */
async function readOptionFile(option: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`--${option}: ${file} cannot be read`, { cause });
  });
}

/** The keys in the file that an option names; an empty name stands for no keys. */
export async function readKeys(input: Input, option: string): Promise<string | undefined> {
  const file = input.option(option);
  return file ? readOptionFile(option, file) : file;
}

/** The partner's own key in the file that `--public-key` names, as a field. */
export async function readPublicKey(input: Input): Promise<{ readonly publicKey?: string }> {
  const file = input.option('public-key');
  return file === undefined ? {} : { publicKey: await readOptionFile('public-key', file) };
}
