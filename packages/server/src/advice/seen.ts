/** As much of an exchange as the rules read, without its bytes: a whole record must fit in memory. */
import type { BusinessDate, PartnerId } from '@sampan/primitives';
import type { ExchangeSummary, StoredExchange } from '#exchanges';

export type Does =
  | 'pay'
  | 'precreate'
  | 'query'
  | 'cancel'
  | 'refund'
  | 'refund-query'
  | 'create-code'
  | 'notification'
  | 'download'
  | 'other';

/**
 * What a partner's program knows of an order from one exchange. `paid` and `over` are final. `open`: the
 * order may be paid later, or may have been paid. `refused`: nothing came of this request. `nothing`: the
 * exchange says nothing about it.
 */
export type Learned = 'paid' | 'over' | 'open' | 'refused' | 'nothing';

export interface Seen
  extends Pick<ExchangeSummary, 'id' | 'kind' | 'at' | 'tookMs' | 'result' | 'code' | 'reason'> {
  readonly does: Does;
  readonly partnerId: PartnerId | undefined;
  /** The partner's id of the order, wherever the exchange names it. */
  readonly order: string | undefined;
  readonly refundId: string | undefined;
  readonly level: StoredExchange['level'];
  /** Parameters of the request by name: only `kept` ones, never a text of the buyer's. */
  readonly given: ReadonlyMap<string, string>;
  /** Tells whether two requests are the same, whenever they were sent. */
  readonly fingerprint: string;
  /** Whether shop data has both ids; undefined where it may not be sent. */
  readonly namesShop: boolean | undefined;
  readonly charsetIn: 'url' | 'body' | 'nowhere';
  /** What the partner knows of the order from this exchange. */
  readonly learned: Learned;
  /** What a scenario has done. */
  readonly pretended: readonly string[];
  /** The business day of the money file that was fetched. */
  readonly fileOf: BusinessDate | undefined;
  /** Of a notification: the receiver's answer. */
  readonly answer: { readonly status: number; readonly text: string } | undefined;
}

/** What two requests for the same order must agree in. */
export const terms = [
  'trans_amount',
  'total_fee',
  'currency',
  'trans_currency',
  'trans_name',
  'subject',
  'buyer_identity_code',
] as const;

export const amounts = ['trans_amount', 'total_fee', 'refund_amount', 'return_amount'] as const;

/** How it ended, in a word. */
export const endOf = ({ code, result }: Seen): string => code ?? result;

export const textOfMs = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
