import type { Connection } from './connection.postgres.ts';
import { statement } from './statement.ts';

/**
 * Says its isolation level, since a database or a role may have another default. Locks and retries
 * rely on it: a statement that has waited for a row sees what was committed meanwhile.
 */
export const begin = statement({
  name: 'begin',
  text: 'begin isolation level read committed',
  transaction: 'begins',
});
export const commit = statement({ name: 'commit', text: 'commit', transaction: 'commits' });
export const rollback = statement({
  name: 'rollback',
  text: 'rollback',
  transaction: 'rolls-back',
});

/** Runs `work` as one transaction on a connection that must not be shared during the call. */
export async function inTransaction<Result>(
  connection: Connection,
  work: () => Promise<Result>,
): Promise<Result> {
  await connection.run(begin);
  try {
    const result = await work();
    await connection.run(commit);
    return result;
  } catch (error) {
    // The first failure has the cause; a lost connection has rolled back already.
    await connection.run(rollback).catch(() => undefined);
    throw error;
  }
}
