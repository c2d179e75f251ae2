import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import type { Charset, Parameter, SignType } from '@sampan/protocol';

/**
 * A notification's delivery to one partner. It is `waiting` for its next attempt until the receiver
 * acknowledges it (`delivered`) or the schedule's last attempt fails (`given-up`). Delivered is
 * final; a given-up delivery becomes delivered when it is sent again by hand and acknowledged.
 */
export interface Delivery {
  /** Letters and digits; the partner knows the notification by this id. */
  readonly notifyId: string;
  readonly partnerId: PartnerId;
  readonly tradeId: TradeId;
  readonly url: string;
  readonly signType: SignType;
  readonly charset: Charset;
  /** The fields of every attempt, without time of sending and signature. */
  readonly fields: readonly Parameter[];
  readonly state: DeliveryState;
  /** Number of scheduled attempts made. */
  readonly step: number;
  /** Planned start of the next attempt; when there is none, that of the last. */
  readonly plannedAt: Instant;
  readonly createdAt: Instant;
}

export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** Result of one attempt. Without a status there was no answer, and `error` has the reason. */
export interface Answer {
  readonly status: number | undefined;
  /** The start of the answer. */
  readonly body: string | undefined;
  readonly durationMs: number;
  readonly error: string | undefined;
  readonly result: 'acknowledged' | 'not-acknowledged' | 'no-answer' | 'never';
  /** Of a sandbox: what a scenario has done to this attempt. */
  readonly pretended?: PretendedSend;
  /** Of a sandbox: the answers to the same message, which a scenario has sent again at once. */
  readonly repeats?: readonly Answer[];
}

/** What a scenario has done to one attempt. */
export interface PretendedSend {
  readonly scenario: string;
  /** Which step of the scenario, from 1. */
  readonly step: number;
  readonly what: string;
  /** The body that was sent, where it is another one than was signed. */
  readonly body?: string;
}

export interface Attempt extends Omit<Answer, 'result' | 'pretended' | 'repeats'> {
  readonly number: number;
  /** Planned time; for a manual attempt, when it was requested. */
  readonly plannedAt: Instant;
  readonly sentAt: Instant;
}

/** A delivery with its attempts, oldest first. */
export interface DeliveryRecord extends Delivery {
  readonly attempts: readonly Attempt[];
}

/**
 * The unit of fairness: one partner at one host. A partner with a dead host and a living one waits
 * only for the dead one, and partners that share a host do not wait for each other. The total per
 * partner is limited too (`Receivers`).
 */
export function receiverOf(partnerId: PartnerId, url: string): string {
  return `${partnerId} ${URL.canParse(url) ? new URL(url).origin : ''}`;
}

/** The partner of a receiver name from `receiverOf`. */
export const partnerOfReceiver = (receiver: string): string =>
  receiver.slice(0, receiver.indexOf(' '));
