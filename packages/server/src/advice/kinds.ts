/** What advice is: a rule about how a partner's program behaves, and what it was found to do. */
import type { Instant, PartnerId } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { Order } from './orders.ts';
import type { Seen } from './seen.ts';

/**
 * `high`: money or goods can be lost, or the buyer pays twice. `medium`: it will fail, or is slow, at
 * the real gateway. `low`: it works, and could be better.
 */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** What the rules know about a partner besides its exchanges. */
export interface AdvisedPartner {
  readonly id: PartnerId;
  readonly contract: Contract;
  /** Where its notifications go, whatever a request says. */
  readonly hasNotifyUrl: boolean;
  /** Of its current RSA key, if it has one. */
  readonly rsaBits: number | undefined;
}

/** A partner's exchanges, oldest first, as far as the record reaches. */
export interface History {
  readonly partner: AdvisedPartner;
  readonly seen: readonly Seen[];
  readonly orders: readonly Order[];
  readonly now: Instant;
  /** How far the sandbox's clock was moved. A program's own clock is not. */
  readonly clockMovedMs: number;
}

/** One time that a rule was broken. The first exchange shows it, others belong to it. */
export interface Finding {
  readonly by: readonly [Seen, ...Seen[]];
  /** What was done: `asked again after 1.2 s`. */
  readonly found: string;
}

/** What a rule looked at, and what it found. Nothing looked at means that it says nothing. */
export interface Judged {
  readonly looked: number;
  readonly findings: readonly Finding[];
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What the program does. */
  readonly title: string;
  /** What will come of it. */
  readonly why: string;
  readonly todo: string;
  /** Pages of the official documents, below `https://global.alipay.com/docs/ac/`. */
  readonly documents: readonly [string, ...string[]];
  readonly judge: (history: History) => Judged;
}

/** Judges things one by one; `about` gives nothing for what the rule does not concern. */
export function each<Thing>(
  things: readonly Thing[],
  concerns: (thing: Thing) => boolean,
  find: (thing: Thing) => Finding | undefined,
): Judged {
  const looked = things.filter(concerns);
  return { looked: looked.length, findings: looked.flatMap((thing) => find(thing) ?? []) };
}
