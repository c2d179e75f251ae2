import type { FastifyError } from 'fastify';
import { ClocksDiffer, NotCarriedOut, TookTooLong } from '#database';
import { JobWaits } from './jobs.ts';
import { Problem } from './problem.ts';

/** What a caller is answered on an error, with the HTTP status. */
export interface Said {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
}

export const ourMistake: Said = {
  status: 500,
  code: 'internal-error',
  message: 'Something went wrong here; the log of the server says what',
};

/** What the caller may be told; undefined for a mistake of ours. */
export function saidOf(error: FastifyError | Error): Said | undefined {
  if (error instanceof Problem) {
    const { status, code, message, field } = error;
    return { status, code, message, ...(field !== undefined && { field }) };
  }
  // What may have been carried out before the clocks were seen to differ is not told as refused.
  const isSure = error instanceof NotCarriedOut && error.outcome === 'nothing-stored';
  const cause = isSure ? error.cause : error;
  if (cause instanceof ClocksDiffer) {
    return { status: 503, code: 'clocks-differ', message: cause.message };
  }
  if (error instanceof NotCarriedOut) {
    const message = isSure ? 'Too busy; nothing was stored' : 'It may have been carried out or not';
    return { status: 503, code: isSure ? 'not-carried-out' : 'outcome-unknown', message };
  }
  if (error instanceof TookTooLong) {
    return { status: 503, code: 'took-too-long', message: error.message };
  }
  if (error instanceof JobWaits) {
    return { status: 503, code: 'job-waits', message: error.message };
  }
  // Fastify's own refusals of a request: not JSON, too large, of another content type.
  const { statusCode = 500, message } = error as FastifyError;
  return statusCode < 500 ? { status: statusCode, code: 'bad-request', message } : undefined;
}
