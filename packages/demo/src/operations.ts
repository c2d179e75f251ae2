/** The operations API calls of the demo; the command line's client implements them. */
import type { OperationsApi } from '@sampan/api';
import type { Answered, Client, Streams } from '@sampan/api/client';

/** An answer of bytes. */
interface Bytes extends Answered {
  readonly chunks: AsyncIterable<Buffer>;
}

export interface Operations extends Streams<OperationsApi, Bytes> {
  readonly call: Client<OperationsApi>;
  /** With an `Idempotency-Key`, for requests that move money. */
  readonly callOnce: Client<OperationsApi>;
}

/** The refusal code of a rejected call; undefined for other errors. */
export function refusalIn(error: unknown): { code: string; message: string } | undefined {
  if (!(error instanceof Error) || error.name !== 'Refused' || !('code' in error)) return undefined;
  const { code, message } = error;
  return typeof code === 'string' ? { code, message } : undefined;
}
