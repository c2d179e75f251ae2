/** A shop's code that was scanned and waits for its amount. It is kept while the page lives, and nowhere else. */
import type { ScannedView } from '@sampan/api';

export type Shop = Exclude<ScannedView, { readonly tradeId: string }>;

export interface ScannedShop {
  readonly code: string;
  readonly shop: Shop;
}

let last: ScannedShop | undefined;

export const scannedShop = {
  get: (): ScannedShop | undefined => last,
  set: (scanned: ScannedShop | undefined) => {
    last = scanned;
  },
};
