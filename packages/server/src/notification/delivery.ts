import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import type { Charset, Parameter, SignType } from '@sampan/protocol';

/**
 * One notification on its way to one partner. It is `waiting` for its next attempt until the
 * receiver has acknowledged it (`delivered`) or the last attempt of the schedule has failed
 * (`given-up`). Nothing leads out of delivered; a given-up one is delivered when it is sent once
 * more by hand and then acknowledged.
 */
export interface Delivery {
  /** Letters and digits; the partner knows the notification by it. */
  readonly notifyId: string;
  readonly partnerId: PartnerId;
  readonly tradeId: TradeId;
  readonly url: string;
  readonly signType: SignType;
  readonly charset: Charset;
  /** What every attempt says; the time of sending and the signature are added to it. */
  readonly fields: readonly Parameter[];
  readonly state: DeliveryState;
  /** How many attempts of the schedule were made. */
  readonly step: number;
  /** When the next attempt is to start; afterwards, when the last one was to. */
  readonly plannedAt: Instant;
  readonly createdAt: Instant;
}

export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** What came of one attempt. Without a status nothing was answered, and `error` says why. */
export interface Answer {
  readonly status: number | undefined;
  /** The beginning of what was answered. */
  readonly body: string | undefined;
  readonly durationMs: number;
  readonly error: string | undefined;
  readonly result: 'acknowledged' | 'not-acknowledged' | 'no-answer' | 'never';
}

export interface Attempt extends Omit<Answer, 'result'> {
  readonly number: number;
  /** What the schedule said; for one by hand, when it was asked for. */
  readonly plannedAt: Instant;
  readonly sentAt: Instant;
}

/** A delivery with all that was tried, oldest first. */
export interface DeliveryRecord extends Delivery {
  readonly attempts: readonly Attempt[];
}

/**
 * Who receives: one partner at one host. A partner with a dead host and a living one waits only for
 * the dead one, and partners that share a host do not wait for each other. How much one partner may
 * have altogether is bounded besides (`Receivers`).
 */
export function receiverOf(partnerId: PartnerId, url: string): string {
  return `${partnerId} ${URL.canParse(url) ? new URL(url).origin : ''}`;
}

/** Whose receiver it is, by the name that `receiverOf` gave it. */
export const partnerOfReceiver = (receiver: string): string =>
  receiver.slice(0, receiver.indexOf(' '));
