/** What the address of each page says behind `#`. */
import { textIn } from '../shared/address.ts';

type Given = Readonly<Record<string, unknown>>;

/** What is open on a page: a row, or a part of it. */
export interface OpenPlace {
  readonly open?: string | undefined;
}

export const readOpenPlace = (given: Given): OpenPlace => ({ open: textIn(given, 'open') });

/** Whose changes the log shows. */
export interface LogPlace {
  readonly member?: string | undefined;
}

export const readLogPlace = (given: Given): LogPlace => ({ member: textIn(given, 'member') });

/** The filters of the list of trades; one trade keeps them for the way back. */
export interface TradesPlace {
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: string | undefined;
  readonly inst?: string | undefined;
  readonly product?: string | undefined;
  readonly store?: string | undefined;
  readonly refunded?: string | undefined;
}

export const readTradesPlace = (given: Given): TradesPlace => ({
  text: textIn(given, 'text'),
  from: dayIn(given, 'from'),
  to: dayIn(given, 'to'),
  status: textIn(given, 'status'),
  inst: textIn(given, 'inst'),
  product: textIn(given, 'product'),
  store: textIn(given, 'store'),
  refunded: textIn(given, 'refunded'),
});

/** The day of the overview; absent is today. */
export interface OverviewPlace {
  readonly day?: string | undefined;
}

export const readOverviewPlace = (given: Given): OverviewPlace => ({ day: dayIn(given, 'day') });

function dayIn(given: Given, name: string): string | undefined {
  const day = textIn(given, name);
  return day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined;
}

export const statuses = ['waiting', 'paid', 'closed', 'finished'] as const;
export const insts = ['ALIPAYHK', 'ALIPAYCN'] as const;
export const products = ['barcode', 'transaction-qr', 'merchant-qr'] as const;

const oneOf = <Value extends string>(
  values: readonly Value[],
  value: string | undefined,
): Value | undefined => values.find((each) => each === value);

/** The filters as the API takes them; what an address says wrongly is left out. */
export function tradeFilterOf({
  text,
  from,
  to,
  status,
  inst,
  product,
  store,
  refunded,
}: TradesPlace) {
  return {
    text: text?.trim() || undefined,
    from,
    to,
    status: oneOf(statuses, status),
    inst: oneOf(insts, inst),
    product: oneOf(products, product),
    store,
    refunded: oneOf(['true'], refunded),
  };
}

export type TradeFilter = ReturnType<typeof tradeFilterOf>;

export const isFiltered = (filter: TradeFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined);
