import type { CauseKind } from './result.ts';

/**
 * How often a request is sent, in all: `tries: 1` is one request. A repeated request has the ids of
 * the first, so the gateway answers it with the first one's result.
 */
export interface RetryPolicy {
  readonly tries: number;
  /** The pause before the second request; each further pause is twice as long. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** The causes after which the request is repeated. */
  readonly on: readonly CauseKind[];
}

/** `pending` is an answer, and `aborted` is the caller's wish: neither is repeated. */
export const usualRetry: RetryPolicy = {
  tries: 2,
  baseMs: 500,
  maxMs: 5_000,
  on: ['not-sent', 'broken', 'timed-out', 'http-status', 'unbelievable', 'system-error'],
};

/** The pause before the request after `tried` requests. */
export const pauseMs = ({ baseMs, maxMs }: RetryPolicy, tried: number): number =>
  Math.min(maxMs, baseMs * 2 ** (tried - 1));
