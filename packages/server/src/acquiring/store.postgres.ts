import type { Connection } from '#database';
import { storeEntries } from '#ledger';
import { storeFunds, storeReceipts } from '#partner';
import { storeChangedWallets, storeNewWallets, storeUsedCodes } from '#wallet';
import type { Book } from './book.ts';
import { storeFacts } from './fact-rows.postgres.ts';
import { storeChangedMerchantCodes, storeNewMerchantCodes } from './merchant-code-rows.postgres.ts';
import { refuteMissedOrders } from './missed-orders.postgres.ts';
import { storeChangedOrders, storeNewOrders } from './order-rows.postgres.ts';
import { storeChangedRefunds, storeNewRefunds } from './refund-rows.postgres.ts';
import { storeChangedShops, storeNewShops } from './shop-rows.postgres.ts';

/**
 * Writes all that the commands of a batch have changed, with one statement for each kind of row,
 * in one round trip; undefined when nothing has changed.
 */
export function storeBook(connection: Connection, book: Book): Promise<unknown> | undefined {
  const stored: Promise<unknown>[] = [];
  const store = <Row>(
    write: (connection: Connection, rows: readonly Row[]) => Promise<unknown>,
    rows: readonly Row[],
  ): void => {
    if (rows.length > 0) stored.push(write(connection, rows));
  };
  store(refuteMissedOrders, book.missedOrders);
  store(storeNewOrders, book.orders.inserted());
  store(storeChangedOrders, book.orders.replaced());
  store(storeNewRefunds, book.refunds.inserted());
  store(storeChangedRefunds, book.refunds.replaced());
  store(storeNewShops, book.shops.inserted());
  store(storeChangedShops, book.shops.replaced());
  store(storeNewMerchantCodes, book.merchantCodes.inserted());
  store(storeChangedMerchantCodes, book.merchantCodes.replaced());
  store(storeUsedCodes, book.codes.replaced());
  store(storeNewWallets, book.wallets.inserted());
  store(storeChangedWallets, book.wallets.replaced());
  store(storeReceipts, book.receipts.replaced());
  store(storeFunds, book.funds.changed());
  store(storeEntries, book.journal.entries);
  store(storeFacts, book.facts);
  return stored.length > 0 ? Promise.all(stored) : undefined;
}
