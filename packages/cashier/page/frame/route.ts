import { useSyncExternalStore } from 'react';

/** The pages beside the counter; their address is behind the hash, so that any server path works. */
export const pages = [
  'counter',
  'find',
  'order',
  'history',
  'shift',
  'reports',
  'report',
  'desk',
  'settings',
] as const;
export type PageName = (typeof pages)[number];

export interface Route {
  readonly page: PageName;
  /** Of an order, a report. */
  readonly id: string | undefined;
}

export function routeOf(hash: string): Route {
  const [name = '', id] = hash.replace(/^#\/?/, '').split('/');
  const page = pages.find((each) => each === name) ?? 'counter';
  return { page, id: id === undefined || id === '' ? undefined : decodeURIComponent(id) };
}

export const hashOf = (page: PageName, id?: string): string =>
  id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`;

export function goTo(page: PageName, id?: string): void {
  location.hash = page === 'counter' ? '#/' : hashOf(page, id);
}

function onHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(onHash, () => location.hash);
  return routeOf(hash);
}
