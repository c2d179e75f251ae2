import {
  type Currency,
  type Instant,
  type Money,
  money,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import {
  bigint,
  type Connection,
  instant,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';

export const transfers = table({
  transfer_id: text<TradeId>(),
  wallet_id: text<WalletId>(),
  kind: text<BankTransfer['kind']>(),
  currency: text<Currency>(),
  amount: bigint,
  state: text<BankTransfer['state']>(),
  reason: optional(text()),
  requested_at: instant,
  settled_at: optional(instant),
});

/** Money that a buyer moves between a bank account and the wallet. */
export interface BankTransfer {
  /** Also the id of its entry. */
  readonly id: TradeId;
  readonly walletId: WalletId;
  readonly kind: 'top-up' | 'withdrawal';
  readonly amount: Money;
  readonly state: 'requested' | 'accepted' | 'done' | 'refused';
  /** Why it was refused. */
  readonly reason: string | undefined;
  readonly requestedAt: Instant;
  readonly settledAt: Instant | undefined;
}

/** Requests of a wallet that may wait for the operator at once. */
const openTransfersMax = 10;

const insert = statement({
  name: 'insert-bank-transfer',
  text: `insert into bank_transfers (transfer_id, wallet_id, kind, currency, amount, state, requested_at)
    select $1::text, $2::text, $3::text, $4::text, $5::bigint, 'requested', $6::timestamptz
    where (select count(*) from bank_transfers
      where wallet_id = $2 and state in ('requested', 'accepted')) < $7
    on conflict (transfer_id) do nothing`,
});

const select = statement({
  name: 'select-bank-transfer',
  text: `select ${transfers.selected()} from bank_transfers where transfer_id = $1`,
});

const selectOfWallet = statement({
  name: 'select-bank-transfers-of-wallet',
  text: `select ${transfers.selected()} from bank_transfers where wallet_id = $1 and transfer_id < $2
    order by wallet_id, transfer_id desc limit $3`,
});

const selectOpen = statement({
  name: 'select-open-bank-transfers',
  text: `select ${transfers.selected()} from bank_transfers
    where state in ('requested', 'accepted') and transfer_id > $1 order by transfer_id limit $2`,
});

const accept = statement({
  name: 'accept-bank-transfer',
  text: `update bank_transfers set state = 'accepted'
    where transfer_id = $1 and state in ('requested', 'accepted') returning ${transfers.selected()}`,
});

const settle = statement({
  name: 'settle-bank-transfer',
  text: `update bank_transfers set state = $3, reason = $4, settled_at = $5
    where transfer_id = $1 and state = $2 returning ${transfers.selected()}`,
});

/** Stores a request. False when it is not there, because too many of its wallet wait. */
export async function requestTransfer(
  connection: Connection,
  { id, walletId, kind, amount, requestedAt }: BankTransfer,
): Promise<boolean> {
  const given = [id, walletId, kind, amount.currency, amount.minor, requestedAt];
  await connection.run(insert, [...given, openTransfersMax]);
  return (await readTransfer(connection, id)) !== undefined;
}

export async function readTransfer(
  connection: Connection,
  id: string,
): Promise<BankTransfer | undefined> {
  return first(await connection.run(select, [id]));
}

/** From now on it is booked, and not refused by an operator; undefined when it is settled. */
export async function acceptTransfer(
  connection: Connection,
  id: TradeId,
): Promise<BankTransfer | undefined> {
  return first(await connection.run(accept, [id]));
}

/** Undefined when it is not in the state `from` any more. */
export async function settleTransfer(
  connection: Connection,
  id: TradeId,
  change: {
    readonly from: 'requested' | 'accepted';
    readonly to: 'done' | 'refused';
    readonly reason?: string;
    readonly now: Instant;
  },
): Promise<BankTransfer | undefined> {
  const { from, to, reason, now } = change;
  return first(await connection.run(settle, [id, from, to, reason ?? null, now]));
}

const afterAll = '9'.repeat(29);

/** A page of a wallet's transfers, newest first. */
export async function listTransfersOf(
  connection: Connection,
  walletId: WalletId,
  { older, limit }: { readonly older: string | undefined; readonly limit: number },
): Promise<BankTransfer[]> {
  return (await connection.run(selectOfWallet, [walletId, older ?? afterAll, limit])).map(
    decodeTransfer,
  );
}

/** A page of those that wait for the operator, oldest first. */
export async function listOpenTransfers(
  connection: Connection,
  after: TradeId | undefined,
  limit: number,
): Promise<BankTransfer[]> {
  return (await connection.run(selectOpen, [after ?? '', limit])).map(decodeTransfer);
}

const first = ([row]: readonly RawRow[]): BankTransfer | undefined => row && decodeTransfer(row);

export function decodeTransfer(raw: RawRow): BankTransfer {
  const row = transfers.read(raw);
  return {
    id: row.transfer_id,
    walletId: row.wallet_id,
    kind: row.kind,
    amount: money(row.currency, row.amount),
    state: row.state,
    reason: row.reason,
    requestedAt: row.requested_at,
    settledAt: row.settled_at,
  };
}
