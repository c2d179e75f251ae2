import type { Connection, Statement } from '#database';
import { inTransaction } from '#database';
import { beginRotation, proofPlace, proofText, readCurrentKey } from './current-key.postgres.ts';
import { placeOf, type SealedColumn } from './sealed-column.ts';
import { isSealed, keyIdOf, type SecretBox } from './secret-box.ts';

// These run as the owner, so none of them is declared among the server's own statements.
const asOwner = (text: string): Statement => ({ name: '', text });

const storeCurrent = asOwner(`insert into secrets_key (id, key_id, proof, scrubbed)
  values (1, $1, $2, $3)
  on conflict (id) do update set key_id = excluded.key_id, proof = excluded.proof`);

const noteScrubbed = asOwner('update secrets_key set scrubbed = true where id = 1');

export interface Sealed {
  /** The key under which everything is sealed now. */
  readonly keyId: string;
  /** Values that lay in clear. */
  readonly fromClear: number;
  /** Values that were sealed under another key. */
  readonly fromOtherKeys: number;
  /** Whether copies in clear may still lie in the tables' files; `scrub` wipes them. */
  readonly scrubbed: boolean;
}

/**
 * Seals every value of `columns` that lies in clear, and what is sealed under another key, in one
 * transaction: a run that dies has done nothing. Run as the owner. `rotate` changes to the preferred
 * key of the box; without it the database stays with the key that it has.
 */
export async function sealStored(
  connection: Connection,
  columns: readonly SealedColumn[],
  box: SecretBox,
  { rotate = false }: { readonly rotate?: boolean } = {},
): Promise<Sealed> {
  return inTransaction(connection, async () => {
    await beginRotation(connection);
    const current = await readCurrentKey(connection);
    if (current) box.open(current.proof, proofPlace);
    const keyId = current && !rotate ? current.id : box.preferred;
    let [fromClear, fromOtherKeys] = [0, 0];
    for (const column of columns) {
      const changed = await sealColumn(connection, column, box, keyId);
      fromClear += changed.fromClear;
      fromOtherKeys += changed.fromOtherKeys;
    }
    const scrubbed = (current?.scrubbed ?? true) && fromClear === 0;
    if (current?.id !== keyId) {
      await connection.run(storeCurrent, [keyId, box.seal(proofText, proofPlace, keyId), scrubbed]);
    }
    return { keyId, fromClear, fromOtherKeys, scrubbed };
  });
}

async function sealColumn(
  connection: Connection,
  sealed: SealedColumn,
  box: SecretBox,
  keyId: string,
): Promise<Pick<Sealed, 'fromClear' | 'fromOtherKeys'>> {
  const { table, column, key, rows: condition = 'true' } = sealed;
  const stale = asOwner(`select ${key.map((name) => `${name}::text`).join(', ')}, ${column} as value
    from ${table} where (${condition}) and ${column} not like $1
    order by ${key.join(', ')} for update`);
  const rows = await connection.run(stale, [`v1.${keyId}.%`]);
  const values = rows.map((row) => {
    const value = row['value'] as string;
    const place = placeOf(sealed, ...key.map((name) => row[name] as string));
    const clear = isSealed(value) ? box.open(value, place).reveal() : value;
    return box.seal(clear, place, keyId);
  });
  const same = key.map((name, index) => `${table}.${name}::text = new.k${index}`).join(' and ');
  const arrays = [...key, column].map((_, index) => `$${index + 1}::text[]`).join(', ');
  const store = asOwner(`update ${table} set ${column} = new.value
    from unnest(${arrays}) as new (${key.map((_, index) => `k${index}`).join(', ')}, value)
    where ${same}`);
  if (rows.length > 0) {
    await connection.run(store, [...key.map((name) => rows.map((row) => row[name])), values]);
  }
  const fromOtherKeys = rows.filter((row) => keyIdOf(row['value'] as string)).length;
  return { fromClear: rows.length - fromOtherKeys, fromOtherKeys };
}

/**
 * Writes the tables anew, so that no file of theirs keeps what was sealed or dropped since. Run as the
 * owner, outside a transaction; it locks each table for a moment, and may be repeated.
 */
export async function scrub(connection: Connection, tables: readonly string[]): Promise<void> {
  await connection.run(asOwner(`set lock_timeout = '10s'`));
  for (const table of tables) await connection.run(asOwner(`vacuum full ${table}`));
  await connection.run(noteScrubbed);
}
