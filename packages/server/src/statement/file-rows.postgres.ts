import {
  type Currency,
  type Instant,
  instant,
  type Money,
  money,
  type PaymentInst,
  type Rate,
  rate,
  required,
} from '@sampan/primitives';
import type { Contract, FileRow, OrderScene, RowKind, SettlementFileRow } from '@sampan/protocol';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type ConnectionOptions, type OpenClient, openClient } from '#database';
import type { FileOrder } from './partner-file.ts';

/** The bookings for a file, in one database snapshot. */
export type Booked = BookedHead &
  (
    | { readonly kind: 'transaction'; readonly rows: AsyncIterable<readonly FileRow[]> }
    | { readonly kind: 'settlement'; readonly rows: AsyncIterable<readonly SettlementFileRow[]> }
  );

interface BookedHead extends FileOrder {
  readonly contract: Contract;
  /** Totals that the rows must match, by currency. */
  readonly totals: readonly BookedTotal[];
}

export interface BookedTotal {
  readonly items: number;
  /** Payments less their fees, less refunds with their returned fees. */
  readonly net: Money;
}

/**
 * Reads the bookings for a file over its own connection, and passes them to `use`. Rows are in
 * order of time, in chunks as they arrive, with back-pressure.
 */
export async function withBooked<Result>(
  connection: ConnectionOptions,
  order: FileOrder,
  use: (booked: Booked) => Promise<Result>,
): Promise<Result> {
  // The database sorts the rows of a large day before it sends the first.
  const open = await openClient({ ...connection, patience: 'long' });
  try {
    await answered(open, open.client.query('begin isolation level repeatable read read only'));
    const result = await use(await readBooked(open, order));
    await answered(open, open.client.query('commit'));
    return result;
  } finally {
    // An aborted copy cannot be ended in another way.
    open.socket.destroy();
  }
}

/** Waits for the database, up to its limit of silence. */
async function answered<Answer>({ silence }: OpenClient, owed: Promise<Answer>): Promise<Answer> {
  silence.asked();
  try {
    return await owed;
  } finally {
    silence.answered();
  }
}

async function readBooked(open: OpenClient, order: FileOrder): Promise<Booked> {
  const { client } = open;
  const { partnerId, kind, day } = order;
  const { rows: partners } = await answered(
    open,
    client.query<{ contract: Contract }>('select contract from partners where partner_id = $1', [
      partnerId,
    ]),
  );
  const [partner] = partners;
  const { rows: totals } = await answered(
    open,
    client.query<{ currency: Currency; items: bigint; net: bigint }>(
      kind === 'transaction' ? totalsOfDay : totalsOfSettlement,
      [partnerId, day],
    ),
  );
  const head = {
    ...order,
    contract: required(partner, `partner ${partnerId} is known`).contract,
    totals: totals.map(({ currency, items, net }) => ({
      items: Number(items),
      net: money(currency, net),
    })),
  };
  return kind === 'transaction'
    ? { ...head, kind, rows: copied(open, copyOf(client, order), decodeRow) }
    : { ...head, kind, rows: copied(open, copyOf(client, order), decodeSettledRow) };
}

const totalsOfDay = `select currency, items, net from partner_days
  where partner_id = $1 and day = $2 order by currency`;

const totalsOfSettlement = `select currency, items, net from settlement_batches
  where partner_id = $1 and settled_on = $2 order by currency`;

/** The values of an item in both files, in the order of `decodeRow`. */
const columns = `i.kind, i.partner_trans_id, i.partner_refund_id, i.trade_id, i.currency, i.amount, i.fee,
  i.amount_cny, i.fee_cny, i.booked_at, t.payout_rate, t.product, t.inst, t.currency,
  coalesce(r.amount, t.amount), t.settlement_rate, r.reason, t.details`;

const joined = `join trades t
    on t.partner_id = i.partner_id and t.partner_trans_id = i.partner_trans_id
  left join refunds r
    on r.partner_id = i.partner_id and r.partner_refund_id = i.partner_refund_id`;

/** Copies the rows of a file, in order of time. COPY takes no parameters. */
export const copyOf = (client: pg.Client, order: FileOrder): string =>
  `copy (${order.kind === 'transaction' ? rowsOfDay(client, order) : rowsOfSettlement(client, order)})
    to stdout`;

const rowsOfDay = (client: pg.Client, { partnerId, day }: FileOrder): string =>
  `select ${columns} from settlement_items i ${joined}
    where i.partner_id = ${client.escapeLiteral(partnerId)} and i.day = ${client.escapeLiteral(day)}
    order by i.booked_at, i.entry_id collate "C"`;

const rowsOfSettlement = (client: pg.Client, { partnerId, day }: FileOrder): string =>
  `select ${columns}, b.settled_at from settlement_batches b
    join partner_days d on d.partner_id = b.partner_id and d.batch_id = b.batch_id
    join settlement_items i
      on i.partner_id = d.partner_id and i.day = d.day and i.currency = d.currency
    ${joined}
    where b.partner_id = ${client.escapeLiteral(partnerId)}
      and b.settled_on = ${client.escapeLiteral(day)}
    order by i.booked_at, i.entry_id collate "C"`;

type Cells = readonly (string | undefined)[];

/** Decodes the copied lines in PostgreSQL's text format. */
async function* copied<Row>(
  open: OpenClient,
  copy: string,
  decode: (cells: Cells) => Row,
): AsyncGenerator<readonly Row[]> {
  let rest: Buffer = Buffer.alloc(0);
  const chunks = open.client.query(copyTo(copy))[Symbol.asyncIterator]();
  // While rows are in use nothing is read, so the silence limit does not apply.
  const next = () => answered(open, chunks.next());
  for (let step = await next(); !step.done; step = await next()) {
    const chunk = step.value as Buffer;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf('\n');
    rest = bytes.subarray(end + 1);
    if (end < 0) continue;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    yield lines.map((line) => decode(line.split('\t').map(plain)));
  }
}

const escapes: Readonly<Record<string, string>> = {
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\v': '\v',
};

/** A cell of the text format, unescaped; undefined for null. */
function plain(cell: string): string | undefined {
  if (!cell.includes('\\')) return cell;
  if (cell === '\\N') return undefined;
  return cell.replace(/\\./g, (written) => escapes[written] ?? written.slice(1));
}

function decodeRow(cells: Cells): FileRow {
  const [kind, partnerTransId, partnerRefundId, tradeId, currency, amount, fee, ...more] = cells;
  const [amountCny, feeCny, bookedAt, payoutRate, product, inst, priced, price, ...last] = more;
  const [settlementRate, reason, details] = last;
  const said = JSON.parse(details as string) as SaidOfSale;
  return {
    kind: kind as RowKind,
    partnerTransId: partnerTransId as string,
    partnerRefundId,
    tradeId: tradeId as string,
    amount: readMoney(currency, amount),
    fee: readMoney(currency, fee),
    amountCny: amountCny === undefined ? undefined : readMoney('CNY', amountCny),
    feeCny: feeCny === undefined ? undefined : readMoney('CNY', feeCny),
    rate: amountCny === undefined ? undefined : readRate(payoutRate),
    at: readTime(bookedAt),
    remark: kind === 'refund' ? reason || 'Refund' : '',
    industry: said.secondaryMerchantIndustry ?? '',
    merchantName: said.secondaryMerchantName ?? '',
    merchantId: said.secondaryMerchantId ?? '',
    operatorName: said.driverName ?? said.storeName ?? '',
    orderScene: required(orderScenes[product ?? ''], `product ${product} has a scene`),
    price: readMoney(priced, price),
    priceRate: readRate(settlementRate),
    issue: inst as PaymentInst,
  };
}

const decodeSettledRow = (cells: Cells): SettlementFileRow =>
  Object.assign(decodeRow(cells), { settledAt: readTime(cells.at(-1)) });

/** The sale data in a trade's details (02 §4). */
interface SaidOfSale {
  readonly secondaryMerchantIndustry?: string;
  readonly secondaryMerchantName?: string;
  readonly secondaryMerchantId?: string;
  readonly storeName?: string;
  readonly driverName?: string;
}

/** By the trade's product (14 §5). */
const orderScenes: Readonly<Record<string, OrderScene>> = {
  'merchant-qr': 'shopQrCode',
  barcode: 'paymentQrCode',
  'transaction-qr': 'transactionQrCode',
};

const readMoney = (currency: string | undefined, minor: string | undefined): Money =>
  money(currency as Currency, BigInt(minor as string));

const readTime = (text: string | undefined): Instant =>
  instant(Date.parse(`${text?.slice(0, 10)}T${text?.slice(11, -3)}Z`));

const one = rate('1');

// The trades of a day share few rates.
let memo = { text: '1', rate: one };

/** No rate is stored when both currencies are equal. */
function readRate(text: string | undefined): Rate {
  if (text === undefined) return one;
  if (memo.text !== text) memo = { text, rate: rate(text) };
  return memo.rate;
}
