/**
 * The record of one request through the gateway: the received bytes, each check's result, the
 * reply. A sandbox keeps it for the inspector and for `explain`; production makes none and logs
 * only refusals.
 */
import type { Instant } from '@sampan/primitives';
import type { Charset, Parameter, Parameters, RawRequest } from '@sampan/protocol';
import type { Refusal, Refused } from './refusal.ts';

/** The checks before a request's business, in order (01 §10). */
export const checkNames = [
  'reading',
  'service',
  'partner',
  'contract',
  'sign-type',
  'key',
  'signature',
  'parameters',
  'age',
] as const;
export type CheckName = (typeof checkNames)[number];

/** One check and its result; without a reason it passed. */
export interface Check {
  readonly name: CheckName;
  readonly reason?: string;
}

/** What a scenario has done to the exchange. The ledger shows what was booked all the same. */
export interface Pretended {
  readonly scenario: string;
  /** Which step of the scenario, from 1. */
  readonly step: number;
  /** In words: `answered SYSTEM_ERROR after the payment was booked`. */
  readonly what: string;
  readonly really: Really;
}

/** What the business answered, when the reply may say something else; `not-done` without it. */
export type Really =
  | 'not-done'
  | { readonly fields: readonly Parameter[]; readonly refusal?: Refused };

export interface Exchange {
  /** The id of the record, in the log and in a response header. */
  readonly id: string;
  /** Business time. */
  readonly receivedAt: Instant;
  /** The raw request. It may contain anything, including secrets. */
  readonly request: RawRequest;
  /** The parsed request. */
  readonly read?: { readonly parameters: Parameters; readonly charset: Charset };
  /** In order; the last one may have failed. */
  readonly checks: readonly Check[];
  /** The parameters over whose canonical string a signature was computed or verified. */
  readonly signed?: Parameters;
  readonly refusal?: Refusal;
  /** In order; absent where no scenario took part. */
  readonly pretended?: readonly Pretended[];
  /** Undefined when the answer was dropped. */
  readonly reply?: { readonly contentType: string; readonly body: Buffer };
  readonly tookMs: number;
}

/** One object for all exchanges: nearly every check is passed. */
const passedChecks = new Map<CheckName, Check>(checkNames.map((name) => [name, { name }]));

type Known = { -readonly [Part in keyof Exchange]?: Exchange[Part] };

/** Collects the parts of an exchange while it happens. */
export class Recorder {
  readonly #checks: Check[] = [];
  readonly #known: Known = {};

  /** Adds known parts. */
  note(known: Partial<Omit<Exchange, 'checks'>>): void {
    Object.assign(this.#known, known);
  }

  passed(name: CheckName): void {
    this.#checks.push(passedChecks.get(name) ?? { name });
  }

  failed(name: CheckName, { reason }: Pick<Refused, 'reason'>): void {
    this.#checks.push({ name, reason });
  }

  /** A request that is parsed in a second way is checked from the start. */
  beginAgain(): void {
    this.#checks.length = 0;
    this.passed('reading');
  }

  exchange(
    always: Pick<Exchange, 'id' | 'receivedAt' | 'request' | 'tookMs'>,
    reply: Exchange['reply'],
  ): Exchange {
    const { id, receivedAt, request, tookMs } = always;
    const known = { id, receivedAt, request, tookMs, checks: this.#checks };
    return reply ? Object.assign(known, this.#known, { reply }) : Object.assign(known, this.#known);
  }
}
