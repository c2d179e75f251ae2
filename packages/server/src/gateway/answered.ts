/** The result of a request, for metrics: low-cardinality names only. */
import type { ErrorCode } from '@sampan/protocol';
import type { Refusal } from './refusal.ts';

/**
 * `success`: answered, including a payment that waits for its buyer. `refused`: with a code.
 * `unknown`: admitted, and answered that the outcome is not known. `failed`: `SYSTEM_ERROR` before
 * that.
 */
export type AnswerOutcome = 'success' | 'refused' | 'unknown' | 'failed';

/** Takes plain values, so that a request allocates no object; `code` is empty on success. */
export type OnAnswer = (
  service: string,
  outcome: AnswerOutcome,
  code: ErrorCode | '',
  tookMs: number,
) => void;

export const outcomeOf = ({ level, code }: Pick<Refusal, 'level' | 'code'>): AnswerOutcome => {
  if (code !== 'SYSTEM_ERROR') return 'refused';
  return level === 'business' ? 'unknown' : 'failed';
};
