/** The operations API as the console calls it; the same port serves both. */
import type { OperationsApi } from '@sampan/api';
import { type Client, createClient, Refused } from '@sampan/api/client';

/** The server did not answer: whether it did anything is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export { Refused };

/** A request waits this long for its answer; an audit reads the whole ledger. */
const patienceMs = 65_000;

const api = createClient<OperationsApi, Response>({
  url: new URL('..', location.href).href,
  async fetch(url, request) {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      return await fetch(url, { ...request, cache: 'no-store', signal });
    } catch (cause) {
      throw new NoAnswer('no answer', { cause });
    }
  },
});

/** Calls a route; rejects with `Refused` or `NoAnswer`. */
export const ask: Client<OperationsApi> = (name, ...asked) =>
  api(name, ...asked).catch((error: unknown) => {
    // A proxy or a server that is starting up answers without a code of ours.
    if (error instanceof Refused && error.code === 'no-answer') {
      throw new NoAnswer(error.message, { cause: error });
    }
    throw error;
  });
