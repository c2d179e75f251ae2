import { bigint, type Connection, optional, statement, table, text } from '#database';
import type { SealedColumn } from '#secrets';
import type { MemberId } from './member.ts';

/** Keys of apps, in use and begun. */
export const totpKeyColumn: SealedColumn = {
  ...{ table: 'staff_members', column: 'totp_key', key: ['member_id'] },
  rows: 'totp_key is not null',
};
export const totpBegunColumn: SealedColumn = {
  ...{ table: 'staff_members', column: 'totp_begun', key: ['member_id'] },
  rows: 'totp_begun is not null',
};

const keys = table({
  totp_key: optional(text()),
  totp_begun: optional(text()),
  totp_step: optional(bigint),
});

const select = statement({
  name: 'select-totp-of-staff-member',
  text: `select ${keys.selected()} from staff_members where member_id = $1 and status = 'active'`,
});

const begin = statement({
  name: 'begin-totp-of-staff-member',
  text: `update staff_members set totp_begun = $2 where member_id = $1 and status = 'active'`,
});

// Only what was begun last, so that of two pages that confirm at once one succeeds.
const confirm = statement({
  name: 'confirm-totp-of-staff-member',
  text: `update staff_members set totp_key = $3, totp_step = $4, totp_begun = null
    where member_id = $1 and totp_begun = $2 returning member_id`,
});

const useStep = statement({
  name: 'use-totp-step',
  text: `update staff_members set totp_step = $2
    where member_id = $1 and (totp_step is null or totp_step < $2) returning member_id`,
});

const deleteCodes = statement({
  name: 'delete-recovery-codes',
  text: 'delete from staff_recovery_codes where member_id = $1',
});

const insertCodes = statement({
  name: 'insert-recovery-codes',
  text: `insert into staff_recovery_codes (member_id, code) select $1::text, unnest($2::text[])`,
});

const useCode = statement({
  name: 'use-recovery-code',
  text: 'delete from staff_recovery_codes where member_id = $1 and code = $2 returning code',
});

export interface StoredTotp {
  /** Sealed. */
  readonly key: string | undefined;
  readonly begun: string | undefined;
  readonly lastStep: number | undefined;
}

export async function readTotp(
  connection: Connection,
  id: MemberId,
): Promise<StoredTotp | undefined> {
  const [row] = await connection.run(select, [id]);
  if (!row) return undefined;
  const { totp_key, totp_begun, totp_step } = keys.read(row);
  const lastStep = totp_step === undefined ? undefined : Number(totp_step);
  return { key: totp_key, begun: totp_begun, lastStep };
}

export async function storeBegun(
  connection: Connection,
  id: MemberId,
  sealed: string,
): Promise<void> {
  await connection.run(begin, [id, sealed]);
}

/** False when another key was begun, or this one confirmed, meanwhile. */
export async function storeConfirmed(
  connection: Connection,
  id: MemberId,
  given: { readonly begun: string; readonly key: string; readonly step: number },
): Promise<boolean> {
  const values = [id, given.begun, given.key, BigInt(given.step)];
  return (await connection.run(confirm, values)).length > 0;
}

/** False when this step, or a later one, has counted. */
export async function storeStep(
  connection: Connection,
  id: MemberId,
  step: number,
): Promise<boolean> {
  return (await connection.run(useStep, [id, BigInt(step)])).length > 0;
}

/** Replaces the recovery codes by these, as they are stored. */
export async function storeRecoveryCodes(
  connection: Connection,
  id: MemberId,
  codes: readonly string[],
): Promise<void> {
  await connection.run(deleteCodes, [id]);
  await connection.run(insertCodes, [id, codes]);
}

/** False when it is none, or was used. */
export async function takeRecoveryCode(
  connection: Connection,
  id: MemberId,
  code: string,
): Promise<boolean> {
  return (await connection.run(useCode, [id, code])).length > 0;
}
