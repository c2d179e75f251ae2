import type { TradeId, WalletId } from '@sampan/primitives';
import { type Connection, instant, statement, table, text } from '#database';
import { type WalletEvent, type WalletEventKind, walletEventsMax } from './wallet-events.ts';

export const events = table({
  event_id: text<TradeId>(),
  wallet_id: text<WalletId>(),
  kind: text<WalletEventKind>(),
  happened_at: instant,
  detail: text(),
});

/** The event that belongs to a change, as values from parameter `first` on; `changed` names its rows. */
export const noting = (changed: string, first: number): string =>
  `insert into wallet_events (${events.names()})
    select $${first}::text, wallet_id, $${first + 1}::text, $${first + 2}::timestamptz, $${first + 3}::text
    from ${changed}`;

/** The values of `noting`. */
export const noted = ({ id, kind, at, detail }: WalletEvent): readonly unknown[] => [
  id,
  kind,
  at,
  detail,
];

const insert = statement({
  name: 'insert-wallet-event',
  text: `insert into wallet_events (${events.names()}) values (${events.placeholders()})`,
});

const forgetOld = statement({
  name: 'forget-old-wallet-events',
  text: `delete from wallet_events where wallet_id = $1 and event_id <= (
    select event_id from wallet_events where wallet_id = $1
    order by wallet_id, event_id desc offset ${walletEventsMax} limit 1)`,
});

/** Stores an event that nothing else is stored with. */
export async function noteWalletEvent(connection: Connection, event: WalletEvent): Promise<void> {
  const { id, walletId, kind, at, detail } = event;
  await Promise.all([
    connection.run(insert, [id, walletId, kind, at, detail]),
    forgetOldEvents(connection, walletId),
  ]);
}

/** A wallet keeps its newest events. */
export async function forgetOldEvents(connection: Connection, walletId: WalletId): Promise<void> {
  await connection.run(forgetOld, [walletId]);
}
