/** What the addresses of shops, codes, settlement, files and integration say behind `#`. */
import { textIn } from '../shared/address.ts';

type Given = Readonly<Record<string, unknown>>;

const dayIn = (given: Given, name: string): string | undefined => {
  const text = textIn(given, name);
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
};

export const fileKinds = ['transaction', 'settlement'] as const;
export type FileKind = (typeof fileKinds)[number];

const kindIn = (given: Given): FileKind | undefined =>
  fileKinds.find((kind) => kind === given['kind']);

/** The days and kinds of files that are shown. */
export interface FilesPlace {
  readonly day?: string | undefined;
  readonly kind?: FileKind | undefined;
}

export const readFilesPlace = (given: Given): FilesPlace => ({
  day: dayIn(given, 'day'),
  kind: kindIn(given),
});

export const deliveryStates = ['waiting', 'delivered', 'given-up'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Which notifications are shown, and the one that is open. */
export interface DeliveriesPlace {
  readonly trade?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly open?: string | undefined;
}

export const readDeliveriesPlace = (given: Given): DeliveriesPlace => ({
  trade: textIn(given, 'trade'),
  state: deliveryStates.find((state) => state === given['state']),
  open: textIn(given, 'open'),
});

/** Of a trade's own page, and of the search for an order. */
export const tradeAddress = (id: string): string => `#/trades/${encodeURIComponent(id)}`;
export const orderAddress = (id: string): string => `#/trades?text=${encodeURIComponent(id)}`;
