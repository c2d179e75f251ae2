import type { PartnerId, TradeId, WalletId } from '@sampan/primitives';

/** The rows that one command names; the lane loads and locks them for the whole batch. */
export interface Needs {
  readonly partnerId?: PartnerId;
  /** Whether the partner may receive a payment, which counts against its limits. */
  readonly receives?: boolean;
  /** Whether the command may take from the partner's receipts: all are locked if its order is paid. */
  readonly takesFunds?: boolean;
  readonly partnerTransId?: string | undefined;
  readonly tradeId?: TradeId | undefined;
  /** The code of an order that a buyer has scanned. */
  readonly orderCode?: string;
  readonly merchantCode?: string;
  /** A shop of the partner's, all codes of which are needed. */
  readonly shop?: { readonly secondaryMerchantId: string; readonly storeId: string };
  readonly partnerRefundId?: string;
  readonly paymentCode?: string;
  readonly walletId?: WalletId;
  /** Whether the command opens an order of the wallet's, so that those it has not paid are counted. */
  readonly opensOrder?: boolean;
  readonly loginId?: string;
  /** The command's own entry, when nothing else tells that it was carried out. */
  readonly entryId?: TradeId;
}

/** Each of the values once, without those that are undefined. */
export const distinct = <Value>(values: readonly (Value | undefined)[]): Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** The keys of the orders that commands name by the partner's id: a list for each column. */
export function orderKeys(needs: readonly Needs[]) {
  const orders = needs.filter(({ partnerTransId }) => partnerTransId !== undefined);
  return [
    orders.map(({ partnerId }) => partnerId),
    orders.map(({ partnerTransId }) => partnerTransId),
  ] as const;
}

/** The shops that a batch needs, with all their codes: a list for each part of their key. */
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
