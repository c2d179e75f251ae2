import { createClient, Refused } from '@sampan/api/client';
import type { TillApi } from '@sampan/cashier/api';

/** Below the path of the page, whatever that is. */
const base = new URL(document.documentElement.dataset['api'] ?? 'api', rootOf(document.baseURI))
  .pathname;

/** `/display` lies beside the page of the till. */
function rootOf(address: string): string {
  return address.replace(/[#?].*$/, '').replace(/display\/?$/, '');
}

export const apiPath = (path: string): string => `${base}${path}`;

/** How long the till's server may take: it answers at once, whatever the gateway does. */
const answersWithinMs = 8_000;

export const till = createClient<TillApi>({
  url: base,
  fetch: (url, request) => fetch(url, { ...request, signal: AbortSignal.timeout(answersWithinMs) }),
});

/** For what is sent while the page is left. */
export const tillAtTheEnd = createClient<TillApi>({
  url: base,
  fetch: (url, request) => fetch(url, { ...request, keepalive: true }),
});

/** Why the till's server did not do it; undefined when it gave no answer. */
export function refusalCode(error: unknown): string | undefined {
  return error instanceof Refused && error.code !== 'no-answer' ? error.code : undefined;
}
