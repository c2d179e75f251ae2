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
