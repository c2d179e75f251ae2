import type { Instant } from '@sampan/primitives';
import type { Connection, Statement } from '#database';
import { insistOnMode, type Mode } from './mode.ts';

const hasTable: Statement = {
  name: '',
  text: "select to_regclass('installation') is not null as present",
};

const readMode: Statement = { name: '', text: 'select mode from installation where id = 1' };

/** The demo world's partners; a test compares them with those of the demo. */
export const demoPartnerIds: readonly string[] = ['2088100000000016', '2088100000000024'];

// Databases from before the table: only a sandbox has a clock that was moved, or the demo's partners.
const readEvidence: Statement = {
  name: '',
  text: `select exists (select from clock_moves)
    or exists (select from partners where partner_id = any ($1::text[])) as is_sandbox`,
};

const writeMode: Statement = {
  name: '',
  text: `insert into installation (id, mode, decided_at) values (1, $1, $2)
    on conflict (id) do nothing`,
};

/** Refuses a database of the other mode. One that was never started has none yet. */
export async function checkMode(connection: Connection, asked: Mode): Promise<void> {
  const [table] = await connection.run(hasTable);
  if (table?.present !== true) return;
  const [row] = await connection.run(readMode);
  if (row) insistOnMode('The database', row.mode as Mode, asked);
}

/** Writes the mode of a database at its first start, as the owner of the tables. */
export async function decideMode(owner: Connection, asked: Mode, now: Instant): Promise<void> {
  const [known] = await owner.run(readMode);
  if (known) return insistOnMode('The database', known.mode as Mode, asked);
  const [evidence] = await owner.run(readEvidence, [demoPartnerIds]);
  const mode = evidence?.is_sandbox === true ? 'sandbox' : asked;
  await owner.run(writeMode, [mode, now]);
  // Another process may have been first.
  await checkMode(owner, asked);
}
