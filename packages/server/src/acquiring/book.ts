import type { IdSource, Instant, PartnerId, TradeId, WalletId } from '@sampan/primitives';
import { RowSet } from '#database';
import type { RateTable } from '#fx';
import type { Journal } from '#ledger';
import type { FundsBook, Partner, Receipts } from '#partner';
import type { WalletRows } from '#wallet';
import type { Fact } from './fact.ts';
import type { MerchantCode } from './merchant-code.ts';
import type { Refund } from './refund.ts';
import type { RegisteredShop } from './shop.ts';
import type { Order, Trade } from './trade.ts';
import { isTrade } from './trade.ts';

/**
 * All rows that a batch has loaded and locked, and all changes of its commands. Decisions read and
 * write it; the lane stores it.
 */
export interface Book extends WalletRows {
  /** Taken after the locks were acquired. */
  readonly now: Instant;
  readonly ids: IdSource;
  readonly partners: ReadonlyMap<PartnerId, Partner>;
  /** Receipts of the partners that may receive a payment and have a day or month limit. */
  readonly receipts: RowSet<Receipts>;
  /** The rates in effect when the batch was loaded. */
  readonly rates: RateTable;
  readonly funds: FundsBook;
  readonly orders: OrderSet;
  /** Expiry times of the wallets' unpaid orders at shops' codes. */
  readonly unpaidOrders: ReadonlyMap<WalletId, readonly Instant[]>;
  /** Orders that a refusal assumes not to exist; they are looked up again before it is answered. */
  readonly missedOrders: OrderKey[];
  readonly refunds: RowSet<Refund>;
  readonly shops: RowSet<RegisteredShop>;
  readonly merchantCodes: RowSet<MerchantCode>;
  readonly journal: Journal;
  /** Facts (outbox events) of the batch. */
  readonly facts: Fact[];
  /** The commands' entry ids that are already booked. */
  readonly bookedEntries: ReadonlySet<TradeId>;
}

/** The orders of a batch, by the partner's id or by ours. */
export class OrderSet extends RowSet<Order> {
  readonly #keysById = new Map<TradeId, string>();
  readonly #keysByCode = new Map<string, string>();

  constructor(loaded: Iterable<Order>) {
    const orders = [...loaded];
    super(orderKey, orders);
    for (const order of orders) this.#index(order);
  }

  override insert(order: Order): void {
    super.insert(order);
    this.#index(order);
  }

  override replace(order: Order): void {
    super.replace(order);
    this.#index(order);
  }

  findOrder(partnerId: PartnerId, partnerTransId: string): Order | undefined {
    return this.find(orderKey({ partnerId, partnerTransId }));
  }

  findTrade(tradeId: TradeId): Trade | undefined {
    const order = this.find(this.#keysById.get(tradeId) ?? '');
    return isTrade(order) ? order : undefined;
  }

  /** The order of an `orderCode`, scanned or not. */
  findByCode(orderCode: string): Order | undefined {
    return this.find(this.#keysByCode.get(orderCode) ?? '');
  }

  #index(order: Order): void {
    if (isTrade(order)) this.#keysById.set(order.id, orderKey(order));
    if (order.orderCode !== undefined) this.#keysByCode.set(order.orderCode, orderKey(order));
  }
}

/** The wallets whose balance or trades the batch has changed. */
export function changedWallets({ wallets, orders }: Book): ReadonlySet<WalletId> {
  const changed = [...orders.inserted(), ...orders.replaced()].filter(isTrade);
  return new Set([
    ...wallets.inserted().map(({ id }) => id),
    ...wallets.replaced().map(({ id }) => id),
    ...changed.map(({ walletId }) => walletId),
  ]);
}

export interface OrderKey {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
}

export const orderKey = (order: OrderKey): string => `${order.partnerId}/${order.partnerTransId}`;

export const refundKey = (partnerId: PartnerId, partnerRefundId: string): string =>
  `${partnerId}/${partnerRefundId}`;
