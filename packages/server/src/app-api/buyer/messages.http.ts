import { before, days, instant, parseInstant, type WalletId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readChangedTrades } from '#acquiring';
import {
  readMessagesRead,
  readSettledTransfers,
  readWalletEvents,
  storeMessagesRead,
} from '#wallet';
import { invalid } from '../problem.ts';
import { readBills } from './bill.ts';
import type { BuyerWorld } from './dependencies.ts';
import { messagesOf } from './messages.ts';
import { serve } from './serve.http.ts';

const shownFor = days(30);
const shownMax = 100;

/** What has happened to a wallet, as its rows tell it. */
export function messageRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { pages, writer, live } = world;

  serve(app, world, 'GET /messages', async ({ caller: { wallet } }) => {
    const messages = await read(wallet.id);
    return { messages: messages.slice(0, shownMax), unread: unreadIn(messages) };
  });

  serve(app, world, 'POST /messages/read', async ({ caller: { wallet, now }, body }) => {
    const until = parseInstant(body.until);
    if (until === undefined) throw invalid('until', 'a time such as 2026-11-22T10:00:00+08:00');
    // What has not happened yet cannot have been read. Times are shown to the second.
    const readUntil = instant(Math.min(now, until + 999));
    await writer.write((connection) => storeMessagesRead(connection, wallet.id, readUntil));
    live.tell(wallet.id);
    return { unread: unreadIn(await read(wallet.id)) };
  });

  async function read(walletId: WalletId) {
    const since = before(world.clock.now(), shownFor);
    const { result, now } = await pages.read(async (connection) => {
      const wanted = { since, limit: shownMax };
      const [trades, transfers, events, readUntil] = await Promise.all([
        readChangedTrades(connection, walletId, wanted),
        readSettledTransfers(connection, walletId, wanted),
        readWalletEvents(connection, walletId, wanted),
        readMessagesRead(connection, walletId),
      ]);
      return { bills: await readBills(connection, trades), transfers, events, readUntil };
    });
    return messagesOf(result, { since, now });
  }
}

const unreadIn = (messages: readonly { readonly read: boolean }[]): number =>
  messages.filter(({ read }) => !read).length;
