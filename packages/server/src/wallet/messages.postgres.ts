import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, instant, statement, table } from '#database';
import { type BankTransfer, decodeTransfer, transfers } from './bank-transfer.postgres.ts';
import { events } from './wallet-events.postgres.ts';
import type { WalletEvent } from './wallet-events.ts';

const read = table({ read_until: instant });

const selectEvents = statement({
  name: 'select-wallet-events',
  text: `select ${events.selected()} from wallet_events where wallet_id = $1 and happened_at >= $2
    order by wallet_id, event_id desc limit $3`,
});

const selectSettled = statement({
  name: 'select-settled-bank-transfers',
  text: `select ${transfers.selected()} from bank_transfers where wallet_id = $1 and settled_at >= $2
    order by wallet_id, transfer_id desc limit $3`,
});

const selectRead = statement({
  name: 'select-messages-read',
  text: 'select read_until from messages_read where wallet_id = $1',
});

// Two devices may read at once: what was read stays read.
const storeRead = statement({
  name: 'store-messages-read',
  text: `insert into messages_read as known (wallet_id, read_until) values ($1, $2)
    on conflict (wallet_id) do update
      set read_until = greatest(known.read_until, excluded.read_until)`,
});

interface Wanted {
  readonly since: Instant;
  readonly limit: number;
}

/** What has happened to a wallet and no trade says, newest first. */
export async function readWalletEvents(
  connection: Connection,
  walletId: WalletId,
  { since, limit }: Wanted,
): Promise<WalletEvent[]> {
  return (await connection.run(selectEvents, [walletId, since, limit])).map((raw) => {
    const row = events.read(raw);
    const { event_id: id, kind, happened_at: at, detail } = row;
    return { id, walletId, kind, at, detail };
  });
}

/** The wallet's transfers that were settled at `since` or later, newest first. */
export async function readSettledTransfers(
  connection: Connection,
  walletId: WalletId,
  { since, limit }: Wanted,
): Promise<BankTransfer[]> {
  return (await connection.run(selectSettled, [walletId, since, limit])).map(decodeTransfer);
}

/** Undefined before the buyer has read any. */
export async function readMessagesRead(
  connection: Connection,
  walletId: WalletId,
): Promise<Instant | undefined> {
  const [row] = await connection.run(selectRead, [walletId]);
  return row && read.read(row).read_until;
}

export async function storeMessagesRead(
  connection: Connection,
  walletId: WalletId,
  until: Instant,
): Promise<void> {
  await connection.run(storeRead, [walletId, until]);
}
