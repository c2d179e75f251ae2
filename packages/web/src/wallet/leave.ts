import type { QueryClient } from '@tanstack/react-query';
import { remembered } from './remembered.ts';

/** After the session has ended: nothing of the wallet stays on the device, and the app begins anew. */
export function leave(queries: QueryClient): void {
  remembered.keepWallet(undefined);
  queries.clear();
  location.hash = '#/';
  location.reload();
}
