/** The buyer API as the page calls it. The session is in a cookie that the page cannot read. */
import type { BuyerApi } from '@sampan/api';
import { type Client, createClient, Refused } from '@sampan/api/client';
import { brand } from '../brand.ts';

/** The server did not answer: whether it did anything is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export { Refused };

/** A request waits this long for its answer. */
const patienceMs = 10_000;

const api = createClient<BuyerApi, Response>({
  url: new URL('../api', location.href).href,
  headers: { 'sampan-session': brand.id },
  async fetch(url, request) {
    try {
      return await fetch(url, {
        ...request,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (cause) {
      throw new NoAnswer('no answer', { cause });
    }
  },
});

const onSignedOut = new Set<() => void>();

/** Called when the server says that the session is over. */
export function whenSignedOut(call: () => void): () => void {
  onSignedOut.add(call);
  return () => onSignedOut.delete(call);
}

/** Calls a route; rejects with `Refused` or `NoAnswer`. */
export const ask: Client<BuyerApi> = (name, ...asked) =>
  api(name, ...asked).catch((error: unknown) => {
    if (error instanceof Refused) {
      // A proxy or a server that is starting up answers without a code of ours.
      if (error.code === 'no-answer' || error.status >= 500) {
        throw new NoAnswer(error.message, { cause: error });
      }
      if (error.code === 'signed-out') for (const call of onSignedOut) call();
    }
    throw error;
  });

/** Opens the stream of live updates; `lastId` is the last event that was seen. */
export const openEvents = (signal: AbortSignal, lastId: string | undefined): Promise<Response> =>
  fetch(new URL('../api/events', location.href), {
    headers: {
      'sampan-session': brand.id,
      ...(lastId !== undefined && { 'last-event-id': lastId }),
    },
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  });
