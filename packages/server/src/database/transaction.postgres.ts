import type { Connection, Statement } from './connection.postgres.ts';

const begin: Statement = { name: 'begin', text: 'begin' };
const commit: Statement = { name: 'commit', text: 'commit' };
const rollback: Statement = { name: 'rollback', text: 'rollback' };

/** Runs `work` as one transaction on a connection that nobody else uses meanwhile. */
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
    // The first failure says what went wrong; a connection that is gone has rolled back already.
    await connection.run(rollback).catch(() => undefined);
    throw error;
  }
}
