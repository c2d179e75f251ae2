/** A recorded exchange: a request through the gateway, an attempt to deliver a notification, or a fetched file. */
import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import type { Check, Pretended, Refusal } from '#gateway';

/**
 * How an exchange ended. Of a request: answered with success, refused with a code, the outcome
 * unknown, failed with `SYSTEM_ERROR`, or the connection cut. Of a notification: what the receiver
 * made of it; `never` means that its address cannot be called at all. Of a download: `success` when
 * it was read to its end, otherwise `failed`.
 */
export const results = [
  'success',
  'refused',
  'unknown',
  'failed',
  'no-answer',
  'acknowledged',
  'not-acknowledged',
  'never',
] as const;
export type ExchangeResult = (typeof results)[number];

export type ExchangeKind = 'request' | 'notification' | 'download';

/** What was masked before it was stored: keys, and log-ins of buyers. */
export type MaskedPart = 'key' | 'log-in';

/** An exchange as a list shows it. */
export interface ExchangeSummary {
  /** Rises with every row of the world, in the order in which rows become visible. */
  readonly number: bigint;
  readonly id: string;
  readonly kind: ExchangeKind;
  /** Business time. */
  readonly at: Instant;
  readonly tookMs: number;
  readonly partnerId: PartnerId | undefined;
  /** As the request names it; of the others their kind. */
  readonly service: string | undefined;
  /** The partner's id of the order. */
  readonly orderId: string | undefined;
  readonly tradeId: TradeId | undefined;
  readonly notifyId: string | undefined;
  readonly result: ExchangeResult;
  /** Of a refusal. */
  readonly code: string | undefined;
  /** Why it was refused, why a receiver did not acknowledge, or how far a file was read. */
  readonly reason: string | undefined;
}

/** What a scenario has done; to a notification without what it would have been. */
export type RecordedPretence = Omit<Pretended, 'really'> & Partial<Pick<Pretended, 'really'>>;

/** An exchange with its bytes. What was sent is the request; a notification is sent by us. */
export interface StoredExchange extends ExchangeSummary {
  readonly level: Refusal['level'] | undefined;
  readonly checks: readonly Check[];
  /** Only where it differs from the canonical string of the parameters. */
  readonly signedString: string | undefined;
  readonly pretended: readonly RecordedPretence[];
  readonly masked: readonly MaskedPart[];
  readonly request: {
    readonly method: string;
    /** The raw query string; of a notification the receiver's address; of a download the file's name. */
    readonly target: string;
    readonly contentType: string | undefined;
    readonly body: Buffer | undefined;
  };
  /** Undefined when there was no answer. */
  readonly reply:
    | {
        readonly status: number;
        readonly contentType: string | undefined;
        readonly body: Buffer;
      }
    | undefined;
}
