/**
 * Where the keys come from that secrets in the database are sealed under: the environment, or a file
 * in the data folder. Never the database, so that a copy of it tells nothing.
 */
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Random } from '@sampan/primitives';
import { syncFolder, writeSynced } from '@sampan/primitives/node';
import { parseSecretsKey, SecretBox, type SecretsKey } from '#secrets';

export const keyVariable = 'SAMPAN_SECRETS_KEY';
export const previousKeyVariable = 'SAMPAN_SECRETS_KEY_PREVIOUS';

type Environment = Readonly<Record<string, string | undefined>>;

export interface KeysSource {
  readonly dataFolder: string;
  readonly environment: Environment;
  /** For nonces. Must be unpredictable in production. */
  readonly random: Random;
}

export const secretsKeyFile = (dataFolder: string): string =>
  join(dataFolder, 'keys', 'secrets-key');

/** A box that opens with the keys of the environment and the data folder, read again when needed. */
export const openSecretBox = ({ dataFolder, environment, random }: KeysSource): SecretBox =>
  new SecretBox({ keys: () => readSecretsKeys(dataFolder, environment), random });

/**
 * All keys that are given, the one to seal under first: of the environment, of the file, which has a
 * key on each line, and previous ones.
 */
function readSecretsKeys(dataFolder: string, environment: Environment): readonly SecretsKey[] {
  const file = secretsKeyFile(dataFolder);
  const current = [
    ...keysOf(keyVariable, environment[keyVariable] ?? '', /\s+/),
    ...keysOf(file, readIfThere(file), /\s+/),
  ];
  const previous = keysOf(previousKeyVariable, environment[previousKeyVariable] ?? '', /[\s,]+/);
  if (current.length === 0 && previous.length > 0) {
    throw new Error(`${previousKeyVariable} is set, but ${keyVariable} is not`);
  }
  return [...current, ...previous];
}

function keysOf(source: string, text: string, between: RegExp): readonly SecretsKey[] {
  const words = text.split(between).filter((word) => word !== '');
  return words.map((word) => {
    const key = parseSecretsKey(word);
    if (key) return key;
    throw new Error(
      `${source} must be 32 bytes as 64 hexadecimal digits or Base64, such as: openssl rand -hex 32`,
    );
  });
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Makes the file with a new key. Of two processes that both do, one makes it and the other finds it. */
export async function makeSecretsKeyFile(dataFolder: string, random: Random): Promise<void> {
  const file = secretsKeyFile(dataFolder);
  const draft = `${file}.${random.letters(12)}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeSynced(draft, `${newKey(random)}\n`);
  try {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft);
  }
  await syncFolder(join(dataFolder, 'keys'));
}

/** Puts a new key before those in the file. Servers that run read it when they meet what it has sealed. */
export async function addSecretsKeyToFile(dataFolder: string, random: Random): Promise<void> {
  const file = secretsKeyFile(dataFolder);
  const draft = `${file}.${random.letters(12)}`;
  const known = await readFile(file, 'utf8').catch(() => '');
  await writeSynced(draft, `${newKey(random)}\n${known}`);
  await rename(draft, file);
  await syncFolder(join(dataFolder, 'keys'));
}

/** 32 bytes as hexadecimal digits. */
const newKey = (random: Random): string =>
  Buffer.from(Array.from({ length: 32 }, () => random.below(256))).toString('hex');
