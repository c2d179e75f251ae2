/** The partner API as the pages call it. The session is in a cookie that scripts cannot read. */
import type { PartnerApi } from '@sampan/api';
import { type Client, createClient, Refused } from '@sampan/api/client';

/** The server did not answer: whether it did anything is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export { Refused };

/** A request waits this long for its answer. */
const patienceMs = 10_000;

const base = new URL('api', location.href).href;

/** A form of another site cannot send it. */
const headers = { 'sampan-session': 'portal' } as const;

/** Opens a client whose requests wait so long for their whole answer. */
const openClient = (patience?: () => AbortSignal) =>
  createClient<PartnerApi, Response>({
    url: base,
    headers,
    async fetch(url, request) {
      try {
        return await fetch(url, {
          ...request,
          credentials: 'same-origin',
          cache: 'no-store',
          ...(patience && { signal: patience() }),
        });
      } catch (cause) {
        throw new NoAnswer('no answer', { cause });
      }
    },
  });

const api = openClient(() => AbortSignal.timeout(patienceMs));

const onSignedOut = new Set<() => void>();

/** Called when the server says that the session is over. */
export function whenSignedOut(call: () => void): () => void {
  onSignedOut.add(call);
  return () => onSignedOut.delete(call);
}

/** Calls a route; rejects with `Refused` or `NoAnswer`. */
export const ask: Client<PartnerApi> = (name, ...asked) =>
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

/** Calls a route that answers bytes, which may take as long as they take. */
export const { stream } = openClient();
