import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';

/** Writes the file to `--out`, whole or not at all; without it, to stdout. */
export async function run(input: Input): Promise<undefined> {
  const partner = input.argument('PARTNER');
  const name = input.argument('NAME');
  const out = input.option('out');
  if (input.json && out === undefined) throw new UsageError('--json needs --out FILE');
  const { stream } = await findOperations(input);
  const params = { partner, name };
  const download = await stream('GET /admin/files/:partner/:name', { params });
  if (out === undefined) {
    await take(download, writeTo(input.stdout));
    return undefined;
  }
  const answer = { partner, name, out, ...(await save(download, out)) };
  print(input, answer, () => pairs(Object.entries(answer)));
  return undefined;
}

interface Download {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly chunks: AsyncIterable<Buffer>;
}

interface Taken {
  readonly size: number;
  readonly sha256: string;
}

async function save(download: Download, out: string): Promise<Taken> {
  const draft = `${out}.${process.pid}.part`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const taken = await take(download, (bytes) => handle.writeFile(bytes));
    await handle.close();
    await rename(draft, out);
    return taken;
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

/** Takes all bytes of the answer; rejects when they are not those that the server has registered. */
async function take(
  { chunks, headers }: Download,
  write: (bytes: Buffer) => Promise<void>,
): Promise<Taken> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
    await write(chunk);
  }
  const digest = hash.digest();
  const announced = headers['repr-digest'];
  if (announced !== `sha-256=:${digest.toString('base64')}:`) {
    throw new Error('The file that arrived is not the one that is registered');
  }
  return { size, sha256: digest.toString('hex') };
}

const writeTo =
  (stdout: Writable) =>
  (bytes: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
