/** What the database holds, and that none of it is half: read past the server, straight from SQL. */
import assert from 'node:assert/strict';
import pg from 'pg';

/** One order of the partner. Amounts are in cents. */
export interface OrderRecord {
  readonly tradeId: string;
  readonly state: string;
  readonly walletId: string;
  readonly amount: number;
  readonly isPaid: boolean;
  readonly isCancelled: boolean;
  /** Those that were given back, by the partner's refund id. */
  readonly refunds: ReadonlyMap<string, number>;
}

export interface Books {
  readonly orders: ReadonlyMap<string, OrderRecord>;
  /** What each wallet holds. */
  readonly wallets: ReadonlyMap<string, number>;
  /** What the partner is owed. */
  readonly receipts: number;
  /** The lanes that have added to it. */
  readonly lanes: readonly number[];
}

interface Row {
  readonly [column: string]: unknown;
}

interface Tables {
  readonly trades: readonly Row[];
  readonly refunds: readonly Row[];
  readonly transfers: readonly Row[];
  readonly codes: readonly Row[];
  readonly wallets: readonly Row[];
  readonly funds: readonly Row[];
}

const statements: Readonly<Record<keyof Tables, string>> = {
  trades: 'select * from trades',
  refunds: 'select * from refunds',
  transfers: `select entry_id, kind, cause, debit, credit, amount
    from entries full join transfers using (entry_id)`,
  codes: 'select code, trade_id from payment_codes where trade_id is not null',
  wallets: 'select wallet_id, balance from wallets',
  funds: 'select lane, balance from partner_funds',
};

/** Reads a database that has one partner, with fees of zero, and checks that it is whole. */
export async function readBooks(ownerUrl: string): Promise<Books> {
  const tables = await readTables(ownerUrl);
  checkEntries(tables);
  checkBalances(tables);
  checkCodes(tables);
  return {
    orders: new Map(
      tables.trades.map((trade) => [String(trade['partner_trans_id']), orderOf(trade, tables)]),
    ),
    wallets: new Map(
      tables.wallets.map((wallet) => [String(wallet['wallet_id']), Number(wallet['balance'])]),
    ),
    receipts: sum(tables.funds.map(({ balance }) => Number(balance))),
    lanes: tables.funds.map(({ lane }) => Number(lane)),
  };
}

async function readTables(ownerUrl: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables: Record<string, readonly Row[]> = {};
    for (const [name, text] of Object.entries(statements)) {
      tables[name] = (await client.query(text)).rows;
    }
    return tables as unknown as Tables;
  } finally {
    await client.end();
  }
}

/** The entries are those that the trades and refunds call for: each once, and no other. */
function checkEntries({ trades, refunds, transfers }: Tables): void {
  const wallets = new Map(trades.map((trade) => [trade['trade_id'], trade['wallet_id']]));
  const takes = (trade: Row): string =>
    `wallet/${trade['wallet_id']} to payable/${trade['partner_id']}/HKD`;
  const gives = (row: Row): string =>
    `payable/${row['partner_id']}/HKD to wallet/${wallets.get(row['trade_id'])}`;
  const expected = [
    ...trades
      .filter((trade) => trade['paid_at'] !== null)
      .map((t) => `payment ${t['entry_id']} of ${t['trade_id']}: ${t['amount']} ${takes(t)}`),
    ...refunds
      .filter((refund) => refund['state'] === 'done')
      .map((r) => `refund ${r['entry_id']} of ${r['trade_id']}: ${r['amount']} ${gives(r)}`),
    // The trade does not name this one.
    ...trades
      .filter((trade) => trade['cancel_action'] === 'refund')
      .map((t) => `cancel of ${t['trade_id']}: ${t['amount']} ${gives(t)}`),
  ];
  const booked = transfers
    .filter(({ kind }) => kind !== 'top-up')
    .map(({ entry_id, kind, cause, debit, credit, amount }) => {
      const entry = kind === 'cancel' ? '' : ` ${entry_id}`;
      return `${kind}${entry} of ${cause}: ${amount} ${debit} to ${credit}`;
    });
  assert.deepEqual(booked.sort(), expected.sort());
}

/** Every balance is the sum of its transfers, and no wallet is negative. */
function checkBalances({ wallets, funds, transfers }: Tables): void {
  const moved = new Map<string, number>();
  for (const { debit, credit, amount } of transfers) {
    moved.set(String(debit), (moved.get(String(debit)) ?? 0) - Number(amount));
    moved.set(String(credit), (moved.get(String(credit)) ?? 0) + Number(amount));
  }
  for (const { wallet_id, balance } of wallets) {
    assert.ok(Number(balance) >= 0, `wallet ${wallet_id} is negative`);
    assert.equal(Number(balance), moved.get(`wallet/${wallet_id}`) ?? 0);
  }
  const payable = [...moved].filter(([account]) => account.startsWith('payable/'));
  assert.equal(
    sum(funds.map(({ balance }) => Number(balance))),
    sum(payable.map(([, amount]) => amount)),
  );
}

/** A code is used exactly when the trade is there that it began. */
function checkCodes({ trades, codes }: Tables): void {
  const pairs = (rows: readonly Row[], code: string) =>
    rows.map((row) => `${row[code]} ${row['trade_id']}`).sort();
  const began = trades.filter((trade) => trade['payment_code'] !== null);
  assert.deepEqual(pairs(codes, 'code'), pairs(began, 'payment_code'));
}

function orderOf(trade: Row, { refunds }: Tables): OrderRecord {
  const given = refunds.filter(
    (refund) => refund['trade_id'] === trade['trade_id'] && refund['state'] === 'done',
  );
  return {
    tradeId: String(trade['trade_id']),
    state: String(trade['state']),
    walletId: String(trade['wallet_id']),
    amount: Number(trade['amount']),
    isPaid: trade['paid_at'] !== null,
    isCancelled: trade['cancel_action'] === 'refund',
    refunds: new Map(
      given.map((refund) => [String(refund['partner_refund_id']), Number(refund['amount'])]),
    ),
  };
}

export const sum = (numbers: Iterable<number>): number =>
  [...numbers].reduce((total, each) => total + each, 0);
