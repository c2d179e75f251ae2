/**
 * A database with closed days and settlements of partners, booked straight into its tables, and a
 * folder for the files that are made of them.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BusinessDate, type Instant, ManualClock, type PartnerId } from '@sampan/primitives';
import { systemRandom } from '@sampan/primitives/node';
import type { FileRow } from '@sampan/protocol';
import {
  BusinessClock,
  type Connection,
  type ConnectionOptions,
  connect,
  inTransaction,
  type Reader,
} from '#database';
import { insertPartner, newPartner } from '#partner';
import type { FileFolder, FileJobs, FileMaker, Shelf } from '#statement';
import { createTestDatabase, fileWriterHere, testPlatform, time } from '#test-kit';

/** One payment, refund or cancel; what is left out has a usual value. */
export interface Booking {
  readonly kind?: FileRow['kind'];
  /** The partner's id of the order, `P-1`. */
  readonly order: string;
  readonly refund?: string;
  readonly reason?: string;
  /** Our id of the trade; by default made of its number. */
  readonly trade?: string;
  /** `2024-03-04 10:45:42` */
  readonly at: string;
  /** Minor units of the settlement currency. */
  readonly amount: number;
  readonly fee?: number;
  readonly cny?: { readonly amount: number; readonly fee: number; readonly rate: string };
  readonly product?: 'barcode' | 'transaction-qr' | 'merchant-qr';
  readonly inst?: 'ALIPAYHK' | 'ALIPAYCN';
  /** When the price is in another currency than the settlement. */
  readonly price?: { readonly currency: string; readonly amount: number; readonly rate: string };
  readonly details?: Readonly<Record<string, string>>;
}

export interface FilesWorld {
  readonly connection: Connection;
  readonly options: ConnectionOptions;
  readonly reader: Reader;
  readonly machine: ManualClock;
  /** Where files lie. */
  readonly root: string;
  readonly folder: FileFolder;
  readonly maker: FileMaker;
  readonly jobs: FileJobs;
  readonly shelf: Shelf;
  partner(
    contract: 'hk' | 'global',
    options?: { readonly id?: string; readonly currency?: string },
  ): Promise<PartnerId>;
  /** Books what has happened to a partner on a day, and closes the day. */
  day(partnerId: PartnerId, day: string, bookings: readonly Booking[]): Promise<void>;
  /** Books so many payments at once, and closes the day. */
  many(partnerId: PartnerId, day: string, count: number): Promise<void>;
  /** Begins a day that is not closed yet. */
  open(day: string): Promise<void>;
  close(day: string): Promise<void>;
  /** Pays out whole days in one batch, and closes the day on which that was done. */
  settle(partnerId: PartnerId, settledAt: string, days: readonly string[]): Promise<void>;
  /** Names of all that lies in the partner's folder. */
  lying(partnerId: PartnerId): Promise<readonly string[]>;
  /** The text of a file as it lies on the disk. */
  text(partnerId: PartnerId, name: string): Promise<string>;
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  end(): Promise<void>;
}

export const day = (text: string): BusinessDate => text as BusinessDate;

export async function filesWorld(startAt = '2024-03-06 10:00'): Promise<FilesWorld> {
  const database = await createTestDatabase();
  const root = await mkdtemp(join(tmpdir(), 'sampan-files-'));
  const machine = new ManualClock(time(startAt));
  const options = { url: database.url, name: 'test files' };
  const platform = await testPlatform({ url: database.url, clock: new BusinessClock(machine) });
  const { reader } = platform;
  const connection = await connect(options);
  const owner = await connect({ url: database.ownerUrl, name: 'test owner' });
  const { folder, maker, jobs, shelf } = platform.files({
    folder: join(root, 'files'),
    writer: fileWriterHere(database.url),
  });
  const sql: FilesWorld['sql'] = (text, values) => owner.run({ name: '', text }, values);
  let count = 0;

  async function book(partnerId: PartnerId, currency: string, on: string, given: Booking) {
    const number = String(++count);
    const { kind = 'payment', order, fee = 0, amount, cny, price, product = 'barcode' } = given;
    const at = new Date(time(given.at)).toISOString();
    const id = `${on.replaceAll('-', '')}${number.padStart(20, '0')}`;
    const priced = price ?? { currency, amount, rate: null };
    const [trade] = await sql(
      `insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency, amount,
          wallet_id, inst, buyer_login, subject, details, created_at, expires_at, paid_at, entry_id,
          fee_rate, fee, fee_returned, refunded, refund_reserved, refund_until, settlement_rate,
          payout_rate)
        values ($1, $2, $3, $4, 'paid', $5, $6, '2160000000000001', $7, '', 'tea', $8, $9, $9, $9, $3,
          '0', 0, 0, 0, 0, $9, $10, $11)
        on conflict (partner_id, partner_trans_id) do update set subject = 'tea'
        returning trade_id`,
      [
        partnerId,
        order,
        given.trade ?? id,
        product,
        priced.currency,
        priced.amount,
        given.inst ?? 'ALIPAYHK',
        JSON.stringify(given.details ?? {}),
        at,
        priced.rate,
        cny?.rate ?? null,
      ],
    );
    if (kind === 'refund') {
      await sql(
        `insert into refunds (partner_id, partner_refund_id, partner_trans_id, trade_id, currency,
            amount, reason, state, fee_returned, requested_at, done_at, entry_id, nights_missed)
          values ($1, $2, $3, $4, $5, $6, $7, 'done', 0, $8, $8, $9, 0)`,
        [
          ...[partnerId, given.refund, order, trade?.trade_id, priced.currency, priced.amount],
          ...[given.reason ?? '', at, id],
        ],
      );
    }
    await sql(
      `insert into settlement_items (partner_id, day, entry_id, kind, booked_at, partner_trans_id,
          partner_refund_id, trade_id, currency, amount, fee, amount_cny, fee_cny)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[partnerId, on, id, kind, at, order, given.refund ?? null, trade?.trade_id],
        ...[currency, amount, fee, cny?.amount ?? null, cny?.fee ?? null],
      ],
    );
    await sql(
      `insert into partner_days (partner_id, currency, day, items, net)
        values ($1, $2, $3, 1, $4::bigint)
        on conflict (partner_id, currency, day) do update
          set items = partner_days.items + 1, net = partner_days.net + excluded.net`,
      [partnerId, currency, on, (amount - fee) * (kind === 'payment' ? 1 : -1)],
    );
  }

  const world: FilesWorld = {
    connection,
    options,
    reader,
    machine,
    root: join(root, 'files'),
    folder,
    maker,
    jobs,
    shelf,
    async partner(contract, { id, currency = 'HKD' } = {}) {
      const given = { contract, currency: currency as 'HKD', ...(id && { id: id as PartnerId }) };
      const partner = newPartner(given, machine.now(), systemRandom);
      await inTransaction(connection, () => insertPartner(connection, partner));
      return partner.id;
    },
    async day(partnerId, on, bookings) {
      const [partner] = await sql('select currency from partners where partner_id = $1', [
        partnerId,
      ]);
      for (const booking of bookings) await book(partnerId, String(partner?.currency), on, booking);
      await world.close(on);
    },
    async many(partnerId, on, payments) {
      const firstId = 90_000_000_000_000n + BigInt(count);
      count += payments;
      await sql(
        `insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency, amount,
            wallet_id, inst, buyer_login, subject, details, created_at, expires_at, paid_at, entry_id,
            fee_rate, fee, fee_returned, refunded, refund_reserved, refund_until)
          select $1, 'many-' || number, to_char($2::date, 'YYYYMMDD000000') || ($5::bigint + number)::text,
            'barcode', 'paid', 'HKD', number, '2160000000000001', 'ALIPAYHK', '', 'tea', $4, at, at,
            at, to_char($2::date, 'YYYYMMDD000000') || ($5::bigint + number)::text, '0', 0, 0, 0, 0, at
          from (select number, ($2::date::timestamp + number * interval '10 ms') at time zone interval '8 hours'
              as at from generate_series(1, $3::integer) as number) as made`,
        [partnerId, on, payments, JSON.stringify({ storeName: 'Harbour Coffee Central' }), firstId],
      );
      await sql(
        `insert into settlement_items (partner_id, day, entry_id, kind, booked_at, partner_trans_id,
            trade_id, currency, amount, fee)
          select partner_id, $2::date, entry_id, 'payment', paid_at, partner_trans_id, trade_id,
            currency, amount, 0
          from trades where partner_id = $1 and partner_trans_id like 'many-%'`,
        [partnerId, on],
      );
      await sql(
        `insert into partner_days (partner_id, currency, day, items, net)
          select partner_id, currency, day, count(*), sum(amount) from settlement_items
          where partner_id = $1 and day = $2 group by partner_id, currency, day`,
        [partnerId, on],
      );
      await world.close(on);
    },
    async open(on) {
      await sql(
        `insert into business_days (day, cursor, items) values ($1, '', 0)
          on conflict (day) do update set closed_at = null`,
        [on],
      );
    },
    async close(on) {
      await sql(
        `insert into business_days (day, cursor, items, closed_at) values ($1, '', 0, $2)
          on conflict (day) do update set closed_at = excluded.closed_at`,
        [on, new Date(startOf(on) + 86_400_000).toISOString()],
      );
      await sql('insert into closed_days values ($1) on conflict do nothing', [on]);
    },
    async settle(partnerId, settledAt, days) {
      const on = settledAt.slice(0, 10);
      const batch = `${partnerId}-${on}`;
      await sql(
        `update partner_days set batch_id = $1 where partner_id = $2 and day = any ($3::date[])`,
        [batch, partnerId, days],
      );
      await sql(
        `insert into settlement_batches
            (partner_id, currency, settled_on, batch_id, settled_at, items, net, entry_id)
          select partner_id, currency, $3::date, batch_id, $4::timestamptz, sum(items), sum(net),
            case when sum(net) > 0 then batch_id end
          from partner_days where partner_id = $1 and batch_id = $2
          group by partner_id, currency, batch_id`,
        [partnerId, batch, on, new Date(time(settledAt)).toISOString()],
      );
      await world.close(on);
    },
    async lying(partnerId) {
      return (await readdir(join(world.root, partnerId)).catch(() => [])).sort();
    },
    text: (partnerId, name) => readFile(join(world.root, partnerId, name), 'utf8'),
    sql,
    async end() {
      await Promise.all([platform.close(), connection.close(), owner.close()]);
      await database.drop();
      await rm(root, { recursive: true, force: true });
    },
  };
  return world;
}

const startOf = (on: string): Instant => time(`${on} 00:00`);
