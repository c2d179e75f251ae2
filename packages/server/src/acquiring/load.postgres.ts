import type { IdSource } from '@sampan/primitives';
import { type BusinessClock, type Connection, followClock, RowSet } from '#database';
import { readRatesInEffect } from '#fx';
import { Journal } from '#ledger';
import { FundsBook, loadPartners } from '#partner';
import { codeSet, loadCodes, walletSet } from '#wallet';
import { type Book, OrderSet, refundKey } from './book.ts';
import { loadBookedEntries } from './booked-entries.postgres.ts';
import { loadFundsOf } from './funds-of-batch.postgres.ts';
import { loadMerchantCodes } from './merchant-code-rows.postgres.ts';
import { distinct, type Needs, shopKeys } from './needs.ts';
import { loadOrders } from './order-rows.postgres.ts';
import { loadRefunds } from './refund-rows.postgres.ts';
import { shopKey } from './shop.ts';
import { loadShops } from './shop-rows.postgres.ts';
import { loadUnpaidOrders } from './unpaid-orders.postgres.ts';
import { loadWallets } from './wallets-of-batch.postgres.ts';

/**
 * Reads and locks all rows that the commands of a batch name, in one round trip and in the lock
 * order of the whole system: partner receipts and funds, orders, refunds, shops, merchant codes, payment codes,
 * wallets; sorted inside each. Wallets come last because they are found through the codes and orders just locked.
 */
export async function loadBook(
  connection: Connection,
  needs: readonly Needs[],
  { clock, ids, lane }: { clock: BusinessClock; ids: IdSource; lane: number },
): Promise<Book> {
  const partnerIds = distinct(needs.map(({ partnerId }) => partnerId));
  const receiving = distinct(needs.map((need) => (need.receives ? need.partnerId : undefined)));
  const merchantCodeTokens = distinct(needs.map(({ merchantCode }) => merchantCode));
  const codesShown = distinct(needs.map(({ paymentCode }) => paymentCode));
  const [
    { partners, receipts },
    rates,
    funds,
    orders,
    refunds,
    shops,
    merchantCodes,
    codes,
    wallets,
    bookedEntries,
    unpaidOrders,
  ] = await Promise.all([
    loadPartners(connection, partnerIds, receiving),
    readRatesInEffect(connection),
    loadFundsOf(connection, needs, lane),
    loadOrders(connection, needs),
    loadRefunds(connection, needs),
    loadShops(connection, shopKeys(needs)),
    loadMerchantCodes(connection, merchantCodeTokens, shopKeys(needs)),
    loadCodes(connection, codesShown),
    loadWallets(connection, needs),
    loadBookedEntries(connection, needs),
    // After the wallets' locks: two lanes do not count at once.
    loadUnpaidOrders(connection, needs),
    // Last: a clock that was moved while this batch waited for a lock counts.
    followClock(connection, clock),
  ]);

  return {
    now: clock.now(),
    ids,
    rates,
    partners: new Map(partners.map((partner) => [partner.id, partner])),
    receipts: new RowSet(({ partnerId }) => partnerId, receipts),
    funds: new FundsBook(lane, funds.funds, funds.whole),
    orders: new OrderSet(orders),
    unpaidOrders,
    refunds: new RowSet(
      ({ partnerId, partnerRefundId }) => refundKey(partnerId, partnerRefundId),
      refunds,
    ),
    shops: new RowSet(shopKey, shops),
    merchantCodes: new RowSet(({ code }) => code, merchantCodes),
    codes: codeSet(codes),
    wallets: walletSet(wallets),
    journal: new Journal(),
    missedOrders: [],
    facts: [],
    bookedEntries,
  };
}
