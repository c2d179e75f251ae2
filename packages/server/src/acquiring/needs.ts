import type { PartnerId, TradeId, WalletId } from '@sampan/primitives';

/** The rows that one command needs; the lane loads and locks them for the whole batch. */
export interface Needs {
  readonly partnerId?: PartnerId;
  /** Whether the partner may receive a payment, which counts against its limits. */
  readonly receives?: boolean;
  /**
   * Whether the command may take from the partner's receipts: all are locked if its order is paid.
   */
  readonly takesFunds?: boolean;
  readonly partnerTransId?: string | undefined;
  readonly tradeId?: TradeId | undefined;
  /** The order code that a buyer has scanned. */
  readonly orderCode?: string;
  readonly merchantCode?: string;
  /** A shop of the partner; all its codes are needed. */
  readonly shop?: { readonly secondaryMerchantId: string; readonly storeId: string };
  readonly partnerRefundId?: string;
  readonly paymentCode?: string;
  readonly walletId?: WalletId;
  /** Whether the command creates an order of the wallet, so that its unpaid orders are counted. */
  readonly opensOrder?: boolean;
  readonly loginId?: string;
  /** The command's own entry id, if nothing else shows that it was carried out. */
  readonly entryId?: TradeId;
}

/** The distinct values without undefined. */
export const distinct = <Value>(values: readonly (Value | undefined)[]): Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** The keys of orders given by the partner's id: a list per column. */
export function orderKeys(needs: readonly Needs[]) {
  const orders = needs.filter(({ partnerTransId }) => partnerTransId !== undefined);
  return [
    orders.map(({ partnerId }) => partnerId),
    orders.map(({ partnerTransId }) => partnerTransId),
  ] as const;
}

/** The shops of a batch, with all their codes: a list per part of their key. */
export interface ShopKeys {
  readonly partnerIds: readonly string[];
  readonly secondaryMerchantIds: readonly string[];
  readonly storeIds: readonly string[];
}

export function shopKeys(needs: readonly Needs[]): ShopKeys {
  const withShop = needs.filter(({ shop }) => shop !== undefined);
  return {
    partnerIds: withShop.map(({ partnerId }) => partnerId ?? ''),
    secondaryMerchantIds: withShop.map(({ shop }) => shop?.secondaryMerchantId ?? ''),
    storeIds: withShop.map(({ shop }) => shop?.storeId ?? ''),
  };
}
