/** What a merchant decides about a till. Read once, when it starts. */
import type { Currency } from '@sampan/primitives';
import type { SaleTerms } from '@sampan/sdk';
import type { SftpAccess } from '@sampan/sdk/files';
import type { ItemView, Words } from './api/index.ts';

export interface TillSettings {
  readonly shop: Words;
  readonly branch?: string;
  /** For people: `Till 1`. */
  readonly till: string;
  /** Begins the ids of its payments; small, and different for each till of the merchant. */
  readonly code: string;
  readonly contract: 'hk' | 'global';
  readonly currency: Currency;
  readonly wallets: readonly { readonly inst: string; readonly name: Words }[];
  readonly items: readonly ItemView[];
  readonly tipPercents: readonly number[];
  readonly paymentMax?: string;
  /** What one cashier may refund of a payment without a second person. */
  readonly refundMaxAlone: string;
  readonly historyIsFor: 'everyone' | 'supervisors';
  readonly secondsToPay: number;
  /** `tcp://192.0.2.7:9100` */
  readonly printer?: string;
  readonly printsByItself: boolean;
  readonly paper: 80 | 58;
  readonly isSandbox: boolean;
  /** Sub-merchant, store and terminal, as the gateway wants them. */
  readonly shopData: NonNullable<SaleTerms['shop']>;
  /** Where the gateway reaches this till's `/notify`. */
  readonly notifyUrl?: string;
  /** Where the transaction files are. */
  readonly sftp?: SftpAccess & { readonly folder: string };
}

/** Settings of a till that says no more than who it is. */
export const usualSettings = {
  wallets: [
    { inst: 'ALIPAYHK', name: { en: 'AlipayHK', zhHant: 'AlipayHK', zhHans: 'AlipayHK' } },
    { inst: 'ALIPAYCN', name: { en: 'Alipay', zhHant: '支付寶', zhHans: '支付宝' } },
  ],
  items: [],
  tipPercents: [5, 10, 15],
  refundMaxAlone: '200.00',
  historyIsFor: 'everyone',
  secondsToPay: 60,
  printsByItself: true,
  paper: 80,
  isSandbox: false,
} as const satisfies Partial<TillSettings>;
