import type { Connection, Statement } from '#database';
import { inTransaction } from '#database';
import { beginRotation, proofPlace, proofText, readCurrentKey } from './current-key.postgres.ts';
import { placeOf, type SealedColumn } from './sealed-column.ts';
import { isSealed, keyIdOf, type SecretBox } from './secret-box.ts';

// These run as the owner, so they are not declared among the server's statements.
const asOwner = (text: string): Statement => ({ name: '', text });

const storeCurrent = asOwner(`insert into secrets_key (id, key_id, proof, scrubbed)
  values (1, $1, $2, $3)
  on conflict (id) do update set key_id = excluded.key_id, proof = excluded.proof`);

const noteScrubbed = asOwner('update secrets_key set scrubbed = true where id = 1');

export interface Sealed {
  /** The key that now seals everything. */
  readonly keyId: string;
  /** Number of values stored in clear before. */
  readonly fromClear: number;
  /** Number of values sealed under another key before. */
  readonly fromOtherKeys: number;
  /** Whether the tables' files may still contain plain copies; `scrub` wipes them. */
  readonly scrubbed: boolean;
}

/**
 * Seals every value of `columns` that is stored in clear or sealed under another key, in one
 * transaction, so an interrupted run changes nothing. Run as the owner. `rotate` changes to the
 * box's preferred key; without it the database keeps its key.
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
 * Rewrites the tables, so that their files contain no old plain or sealed values. Run as the owner,
 * outside a transaction; locks each table for a moment; may be repeated.
 */
export async function scrub(connection: Connection, tables: readonly string[]): Promise<void> {
  await connection.run(asOwner(`set lock_timeout = '10s'`));
  for (const table of tables) await connection.run(asOwner(`vacuum full ${table}`));
  await connection.run(noteScrubbed);
}
