import { boolean, type Connection, statement, table, text } from '#database';
import type { SealedPlace, SecretBox } from './secret-box.ts';

/** Any number will do, as long as all processes have the same. */
const rotationLock = 7_226_730;

// Advisory, since a row can only be locked by a role that may change it, and the server's may not.
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
  /** Sealed under it; opens with the true key only. */
  readonly proof: string;
  /** Whether what had lain there in clear is wiped from the tables' files. */
  readonly scrubbed: boolean;
}

export const proofPlace: SealedPlace = ['secrets_key', 'proof', '1'];
export const proofText = 'sampan';

/** Undefined in a database that nothing was sealed in yet. */
export async function readCurrentKey(connection: Connection): Promise<CurrentKey | undefined> {
  const [row] = await connection.run(selectCurrent);
  if (!row) return undefined;
  const { key_id, proof, scrubbed } = keys.read(row);
  return { id: key_id, proof, scrubbed };
}

export type Seal = (value: string, place: SealedPlace) => string;

/**
 * How to seal in the caller's transaction. The database names the key, so that servers which are
 * restarted one after the other agree; a rotation waits until the transaction is over.
 */
export async function sealing(connection: Connection, box: SecretBox): Promise<Seal> {
  const [, current] = await Promise.all([
    connection.run(holdOffRotation),
    // Sent behind the lock, so it sees what the rotation before has committed.
    readCurrentKey(connection),
  ]);
  return (value, place) => box.seal(value, place, current?.id ?? box.preferred);
}

const holdRotations = statement({
  name: 'hold-rotations-of-secrets',
  text: `select pg_advisory_lock(${rotationLock + 1})`,
});

/** Waits for other commands that change the key, and keeps them out until the connection is closed. */
export async function onlyRotation(connection: Connection): Promise<void> {
  await connection.run(holdRotations);
}

/** Keeps other rotations, and whoever seals, out until the caller's transaction is over. */
export async function beginRotation(connection: Connection): Promise<void> {
  await connection.run(lockForRotation);
}
