import { boolean, type Connection, statement, table, text } from '#database';
import type { SealedPlace, SecretBox } from './secret-box.ts';

/** Key of the advisory lock: arbitrary, but equal in all processes. */
const rotationLock = 7_226_730;

// Advisory, because locking a row needs a role that may update it, which the server's may not.
const holdOffRotation = statement({
  name: 'hold-off-rotation-of-secrets',
  text: `select pg_advisory_xact_lock_shared(${rotationLock})`,
});

const lockForRotation = statement({
  name: 'begin-rotation-of-secrets',
  text: `select pg_advisory_xact_lock(${rotationLock})`,
});

const keys = table({ key_id: text(), proof: text(), scrubbed: boolean });

const selectCurrent = statement({
  name: 'select-current-secrets-key',
  text: `select ${keys.names()} from secrets_key where id = 1`,
});

/** The key under which a database is sealed. */
export interface CurrentKey {
  readonly id: string;
  /** A check value sealed under it, which opens only with the right key. */
  readonly proof: string;
  /** Whether former plain values have been wiped from the tables' files. */
  readonly scrubbed: boolean;
}

export const proofPlace: SealedPlace = ['secrets_key', 'proof', '1'];
export const proofText = 'sampan';

/** Undefined in a database without sealed values. */
export async function readCurrentKey(connection: Connection): Promise<CurrentKey | undefined> {
  const [row] = await connection.run(selectCurrent);
  if (!row) return undefined;
  const { key_id, proof, scrubbed } = keys.read(row);
  return { id: key_id, proof, scrubbed };
}

export type Seal = (value: string, place: SealedPlace) => string;

/**
 * Seals within the caller's transaction. The database names the key, so that servers restarted one
 * by one agree; a rotation waits for the transaction to end.
 */
export async function sealing(connection: Connection, box: SecretBox): Promise<Seal> {
  const [, current] = await Promise.all([
    connection.run(holdOffRotation),
    // Sent after the lock, so it sees a preceding rotation's commit.
    readCurrentKey(connection),
  ]);
  return (value, place) => box.seal(value, place, current?.id ?? box.preferred);
}

const holdRotations = statement({
  name: 'hold-rotations-of-secrets',
  text: `select pg_advisory_lock(${rotationLock + 1})`,
});

/** Serialises commands that change the key, until the connection is closed. */
export async function onlyRotation(connection: Connection): Promise<void> {
  await connection.run(holdRotations);
}

/** Blocks other rotations and sealing until the caller's transaction ends. */
export async function beginRotation(connection: Connection): Promise<void> {
  await connection.run(lockForRotation);
}
