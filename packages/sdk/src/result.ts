import type { Disbelief, ErrorClass } from '@sampan/protocol';

/**
 * Why an outcome is not known:
 * - `not-sent`: there was no connection; no byte of the request was sent, so nothing has happened.
 * - `broken`: the connection broke after the request may have been sent.
 * - `timed-out`: no reply in time.
 * - `aborted`: the caller's signal ended the wait.
 * - `http-status`: another status than 200, as of a proxy.
 * - `unbelievable`: the reply is damaged, unsigned, or about another order; `why` says which.
 * - `system-error`: the gateway says that it does not know (`SYSTEM_ERROR`, alone or beside
 *   `UNKNOW`). The same ids may be sent again: they are answered with what became of the first.
 * - `pending`: the gateway waits, usually for the buyer's password (`UNKNOW`).
 */
export type CauseKind =
  | 'not-sent'
  | 'broken'
  | 'timed-out'
  | 'aborted'
  | 'http-status'
  | 'unbelievable'
  | 'system-error'
  | 'pending';

export interface UnknownCause {
  readonly kind: CauseKind;
  /** For a log. */
  readonly message: string;
  /** Whether the gateway may have received the request. */
  readonly isSent: boolean;
  readonly why?: Disbelief;
  readonly status?: number;
}

/** One request on the wire. */
export interface Attempt {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly outcome: 'success' | 'refused' | 'unknown';
  /** The code of a refusal, or the kind of an unknown cause. */
  readonly reason?: string;
}

/** A refusal before anything was sent. `wallet` names the wallet that shows such codes. */
export interface OwnRefusal {
  readonly outcome: 'refused';
  readonly by: 'sdk';
  readonly code: 'notOurCode' | 'ILLEGAL_SERVICE' | 'ILLEGAL_ARGUMENT' | (string & {});
  readonly known: boolean;
  readonly class: 'final';
  /** The field and what is wrong with it. */
  readonly means: string;
  readonly wallet?: string;
  readonly attempts: readonly [];
}

export interface GatewayRefusal<Reply> {
  readonly outcome: 'refused';
  /** The gateway refused the request as such, or the service refused the business. */
  readonly by: 'gateway' | 'service';
  readonly code: string;
  /** Whether the documents list the code. */
  readonly known: boolean;
  /**
   * `final`: nothing has happened. `already-done`: the effect exists already. `unknown`: the documents
   * do not list the code, and anything may have happened; ask by a query.
   */
  readonly class: ErrorClass;
  readonly means: string;
  readonly reply: Reply;
  readonly attempts: readonly Attempt[];
}

/**
 * The outcome of a call, never an exception. `JSON.stringify` of it works and keeps everything.
 * `unknown` is neither success nor failure: query, or repeat with the same ids.
 */
export type CallResult<Reply> =
  | { readonly outcome: 'success'; readonly reply: Reply; readonly attempts: readonly Attempt[] }
  | GatewayRefusal<Reply>
  | OwnRefusal
  | {
      readonly outcome: 'unknown';
      readonly cause: UnknownCause;
      /** What the gateway answered, when it is the gateway that does not know. */
      readonly reply?: Reply;
      readonly attempts: readonly Attempt[];
    };
