/**
 * Reads the rows of a partner's file, or writes the file, in a process of its own. Arguments: `copy`
 * or `file`, the database's URL, the folder, the partner, the day. Prints how long it took, from the
 * connection to the last byte, and the most memory that the process has had.
 */
import { performance } from 'node:perf_hooks';
import type { BusinessDate, PartnerId } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connect } from '#database';
import { createFileWriter, FileFolder, FileMaker, type FileOrder } from '#statement';
import { copyOf } from '../src/statement/file-rows.postgres.ts';

export interface Written {
  readonly elapsedMs: number;
  /** Of what was read or written. */
  readonly bytes: number;
  readonly residentMb: number;
}

const [what, url = '', root = '', partnerId, day] = process.argv.slice(2);
const order: FileOrder = {
  partnerId: partnerId as PartnerId,
  kind: 'transaction',
  day: day as BusinessDate,
};
const started = performance.now();
const bytes = what === 'copy' ? await copy() : await write();
const elapsedMs = performance.now() - started;
const residentMb = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(`${JSON.stringify({ elapsedMs, bytes, residentMb } satisfies Written)}\n`);

/** What PostgreSQL and the driver need for the same rows; nothing is done with them. */
async function copy(): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  let received = 0;
  for await (const chunk of client.query(copyTo(copyOf(client, order)))) {
    received += (chunk as Buffer).length;
  }
  await client.query('commit');
  await client.end();
  return received;
}

async function write(): Promise<number> {
  const connection = await connect({ url, name: 'bench' });
  const folder = new FileFolder(root);
  const maker = new FileMaker(
    createFileWriter({ connection: { url, name: 'bench files' }, folder }),
  );
  const { size } = await maker.make(connection, order, systemClock.now());
  await connection.close();
  return size;
}
