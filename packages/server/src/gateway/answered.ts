/** What came of a request, for figures: names of which there are few, whatever partners send. */
import type { ErrorCode } from '@sampan/protocol';
import type { Refusal } from './refusal.ts';

/**
 * `success`: the service has answered, also that a payment waits for its buyer. `refused`: with a code.
 * `unknown`: admitted, and answered that its outcome is not known. `failed`: `SYSTEM_ERROR` before that.
 */
export type AnswerOutcome = 'success' | 'refused' | 'unknown' | 'failed';

/** Takes plain values, so that a request makes no object for it; `code` is empty when it succeeded. */
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
