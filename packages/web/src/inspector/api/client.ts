/** The operations API as the inspector calls it. A world's is below its name; the port serves `main` itself. */
import type { OperationsApi } from '@sampan/api';
import { type Client, createClient, Refused } from '@sampan/api/client';

/** The server did not answer: whether it did anything is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export { Refused };

export const mainWorld = 'main';

/** A request waits this long for its answer; a scenario may hold one up for a minute. */
const patienceMs = 65_000;

/** Where the API of a world is. */
export const apiUrl = (world: string): string =>
  new URL(world === mainWorld ? '..' : `../w/${encodeURIComponent(world)}`, location.href).href;

/** Calls a route of a world; rejects with `Refused` or `NoAnswer`. */
export function asking(world: string): Client<OperationsApi> {
  const api = createClient<OperationsApi, Response>({
    url: apiUrl(world),
    async fetch(url, request) {
      try {
        const signal = AbortSignal.timeout(patienceMs);
        return await fetch(url, { ...request, cache: 'no-store', signal });
      } catch (cause) {
        throw new NoAnswer('no answer', { cause });
      }
    },
  });
  return (name, ...asked) =>
    api(name, ...asked).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'no-answer' && error.status !== 409) {
        throw new NoAnswer(error.message, { cause: error });
      }
      throw error;
    });
}
