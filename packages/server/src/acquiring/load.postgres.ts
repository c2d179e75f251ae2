import type { IdSource, PartnerId, TradeId } from '@sampan/primitives';
import {
  type BusinessClock,
  type Connection,
  followClock,
  type RawRow,
  RowSet,
  type Statement,
  statement,
} from '#database';
import { readRatesInEffect } from '#fx';
import { Journal } from '#ledger';
import { FundsBook, loadFunds, loadPartners } from '#partner';
import { codeSet, decodeWallet, loadCodes, walletColumns, walletSet } from '#wallet';
import { type Book, OrderSet, refundKey } from './book.ts';
import { loadFundsToGiveBack } from './funds-of-paid-orders.postgres.ts';
import { loadMerchantCodes, type ShopKeys } from './merchant-code-rows.postgres.ts';
import type { Needs } from './needs.ts';
import { decodeOrder, orderColumns } from './order-rows.postgres.ts';
import { decodeRefund, refundColumns } from './refund-rows.postgres.ts';
import { shopKey } from './shop.ts';
import { loadShops } from './shop-rows.postgres.ts';
import { readUnpaidOrders } from './unpaid-orders.postgres.ts';

const lockOrders = statement({
  name: 'lock-trades',
  text: `select ${orderColumns} from trades
    where (partner_id, partner_trans_id) in (select * from unnest($1::text[], $2::text[]))
    order by partner_id, partner_trans_id for update`,
});

const lockOrdersByAnyId = statement({
  name: 'lock-trades-by-any-id',
  text: `select ${orderColumns} from trades
    where (partner_id, partner_trans_id) in (
      select * from unnest($1::text[], $2::text[])
      union
      select partner_id, partner_trans_id from trades where trade_id = any($3::text[])
      union
      select partner_id, partner_trans_id from trades where order_code = any($4::text[]))
    order by partner_id, partner_trans_id for update`,
});

const lockRefunds = statement({
  name: 'lock-refunds',
  text: `select ${refundColumns} from refunds
    where (partner_id, partner_refund_id) in (select * from unnest($1::text[], $2::text[]))
    order by partner_id, partner_refund_id for update`,
});

const lockWalletsOfCodes = statement({
  name: 'lock-wallets-of-codes',
  text: `select ${walletColumns} from wallets
    where wallet_id = any(array(
      select wallet_id from payment_codes where code = any($1::text[])))
    order by wallet_id for update`,
});

const lockWallets = statement({
  name: 'lock-wallets',
  text: `select ${walletColumns} from wallets
    where wallet_id = any(array(
      select unnest($1::text[])
      union select wallet_id from payment_codes where code = any($2::text[])
      union select wallet_id from trades
        where (partner_id, partner_trans_id) in (select * from unnest($3::text[], $4::text[]))
      union select wallet_id from trades where trade_id = any($5::text[])
      union select wallet_id from wallets where login_id = any($6::text[])))
    order by wallet_id for update`,
});

const selectEntries = statement({
  name: 'select-booked-entries',
  text: 'select entry_id from entries where entry_id = any($1::text[])',
});

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
  const orders = needs.filter(({ partnerTransId }) => partnerTransId !== undefined);
  const orderKeys = [
    orders.map((need) => need.partnerId),
    orders.map((need) => need.partnerTransId),
  ];
  const refunds = needs.filter(({ partnerRefundId }) => partnerRefundId !== undefined);
  const refundKeys = [
    refunds.map(({ partnerId }) => partnerId),
    refunds.map(({ partnerRefundId }) => partnerRefundId),
  ];
  const tradeIds = distinct(needs.map(({ tradeId }) => tradeId));
  const orderCodes = distinct(needs.map(({ orderCode }) => orderCode));
  const merchantCodeTokens = distinct(needs.map(({ merchantCode }) => merchantCode));
  const shopsNeeded = shopKeys(needs);
  const codes = distinct(needs.map(({ paymentCode }) => paymentCode));
  const walletIds = distinct(needs.map(({ walletId }) => walletId));
  const opening = distinct(needs.map((need) => (need.opensOrder ? need.walletId : undefined)));
  const loginIds = distinct(needs.map(({ loginId }) => loginId));
  const entryIds = distinct(needs.map(({ entryId }) => entryId));
  const run = (statement: Statement, values: readonly unknown[]) =>
    connection.run(statement, values);

  // A new payment on a fresh code finds its wallet through the code. Everything else may also
  // find it through the order: a repeat with the buyer's next code, a refund, a cancel.
  const onlyCodes = needs.every(({ paymentCode }) => paymentCode !== undefined);
  const none: readonly RawRow[] = [];
  const noPartners = { partners: [], receipts: [] };
  const [
    { partners, receipts },
    rates,
    funds,
    orderRows,
    refundRows,
    shops,
    merchantCodes,
    codeRows,
    walletRows,
    entryRows,
    unpaidOrders,
  ] = await Promise.all([
    partnerIds.length > 0 ? loadPartners(connection, partnerIds, receiving) : noPartners,
    readRatesInEffect(connection),
    loadFundsFor(connection, needs, partnerIds, lane),
    tradeIds.length + orderCodes.length > 0
      ? run(lockOrdersByAnyId, [...orderKeys, tradeIds, orderCodes])
      : orders.length > 0
        ? run(lockOrders, orderKeys)
        : none,
    refunds.length > 0 ? run(lockRefunds, refundKeys) : none,
    loadShops(connection, shopsNeeded),
    loadMerchantCodes(connection, merchantCodeTokens, shopsNeeded),
    codes.length > 0 ? loadCodes(connection, codes) : [],
    onlyCodes
      ? run(lockWalletsOfCodes, [codes])
      : run(lockWallets, [walletIds, codes, ...orderKeys, tradeIds, loginIds]),
    entryIds.length > 0 ? run(selectEntries, [entryIds]) : none,
    // After the wallets' locks: two lanes do not count at once.
    opening.length > 0 ? readUnpaidOrders(connection, opening) : noUnpaidOrders,
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
    orders: new OrderSet(orderRows.map(decodeOrder)),
    unpaidOrders,
    refunds: new RowSet(
      ({ partnerId, partnerRefundId }) => refundKey(partnerId, partnerRefundId),
      refundRows.map(decodeRefund),
    ),
    shops: new RowSet(shopKey, shops),
    merchantCodes: new RowSet(({ code }) => code, merchantCodes),
    codes: codeSet(codeRows),
    wallets: walletSet(walletRows.map(decodeWallet)),
    journal: new Journal(),
    missedOrders: [],
    facts: [],
    bookedEntries: new Set(entryRows.map((row) => row.entry_id as TradeId)),
  };
}

const noUnpaidOrders: Book['unpaidOrders'] = new Map();

/** Payments only add to a part of their lane; whatever may give money back is looked at first. */
async function loadFundsFor(
  connection: Connection,
  needs: readonly Needs[],
  partnerIds: readonly PartnerId[],
  lane: number,
): Promise<Awaited<ReturnType<typeof loadFundsToGiveBack>>> {
  const taking = needs.filter(({ takesFunds }) => takesFunds);
  if (taking.length === 0) {
    const funds = partnerIds.length > 0 ? await loadFunds(connection, partnerIds, [], lane) : [];
    return { funds, whole: new Set() };
  }
  // An order that this very batch may pay is not paid at the look.
  const paying = new Set(needs.filter(({ takesFunds }) => !takesFunds).map(orderKeyOf));
  const whole = taking.filter((need) => paying.has(orderKeyOf(need)));
  const orders = [
    taking.map(({ partnerId }) => partnerId),
    taking.map(({ partnerTransId }) => partnerTransId),
    distinct(taking.map(({ tradeId }) => tradeId)),
  ] as const;
  const wanted = { partnerIds, orders, whole: distinct(whole.map(({ partnerId }) => partnerId)) };
  return loadFundsToGiveBack(connection, wanted, lane);
}

const orderKeyOf = ({ partnerId, partnerTransId }: Needs): string =>
  `${partnerId}/${partnerTransId}`;

function shopKeys(needs: readonly Needs[]): ShopKeys {
  const withShop = needs.filter(({ shop }) => shop !== undefined);
  return {
    partnerIds: withShop.map(({ partnerId }) => partnerId ?? ''),
    secondaryMerchantIds: withShop.map(({ shop }) => shop?.secondaryMerchantId ?? ''),
    storeIds: withShop.map(({ shop }) => shop?.storeId ?? ''),
  };
}

const distinct = <Value>(values: readonly (Value | undefined)[]): Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
