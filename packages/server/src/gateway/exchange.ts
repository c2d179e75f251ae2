/**
 * The record of one request through the gateway: what arrived, what each check said, what was answered. A
 * sandbox keeps it, for the inspector and for `explain`; production makes none, and logs its refusals alone.
 */
import type { Instant } from '@sampan/primitives';
import type { Charset, Parameters, RawRequest } from '@sampan/protocol';
import type { Refusal, Refused } from './refusal.ts';

/** What a request has to pass before its business begins, in order (01 §10). */
const checkNames = [
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

/** One check and its verdict; without a reason it was passed. */
export interface Check {
  readonly name: CheckName;
  readonly reason?: string;
}

export interface Exchange {
  /** Names the record, in the log and in a response header. */
  readonly id: string;
  /** Business time. */
  readonly receivedAt: Instant;
  /** What arrived, undecoded. It may hold anything, also secrets. */
  readonly request: RawRequest;
  /** What was read of it. */
  readonly read?: { readonly parameters: Parameters; readonly charset: Charset };
  /** As far as they went; the last one may have failed. */
  readonly checks: readonly Check[];
  /** The string over which we have computed or verified the signature. */
  readonly signedString?: string;
  readonly refusal?: Refusal;
  /** Undefined when the answer was dropped. */
  readonly reply?: { readonly contentType: string; readonly body: Buffer };
  readonly tookMs: number;
}

type Known = { -readonly [Part in keyof Exchange]?: Exchange[Part] };

/** Collects the parts of an exchange while it happens. */
export class Recorder {
  readonly #checks: Check[] = [];
  readonly #known: Known = {};

  /** Notes what has become known. */
  note(known: Partial<Omit<Exchange, 'checks'>>): void {
    Object.assign(this.#known, known);
  }

  passed(name: CheckName): void {
    this.#checks.push({ name });
  }

  failed(name: CheckName, { reason }: Pick<Refused, 'reason'>): void {
    this.#checks.push({ name, reason });
  }

  /** A request that is read in a second way is checked from the beginning. */
  beginAgain(): void {
    this.#checks.length = 0;
    this.passed('reading');
  }

  exchange(
    always: Pick<Exchange, 'id' | 'receivedAt' | 'request' | 'tookMs'>,
    reply: Exchange['reply'],
  ): Exchange {
    return { ...this.#known, ...always, checks: [...this.#checks], ...(reply && { reply }) };
  }
}
