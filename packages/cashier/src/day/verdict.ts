/** What the files of the gateway said of this till's payments and refunds of a day. */
export interface Verdict {
  /** The day. */
  readonly id: string;
  readonly comparedAt: number;
  readonly rows: number;
  readonly breaks: readonly Break[];
  readonly payout?: Payout;
}

export interface Break {
  readonly kind: string;
  readonly id: string;
  readonly here?: string;
  readonly there?: string;
}

/** Of the settlement file in which the payments of the day are. */
export interface Payout {
  /** When the gateway settled, in milliseconds. */
  readonly settledAt: number;
  readonly fee: string;
  readonly net: string;
  /** How many payments of the day it does not have. */
  readonly missing: number;
}
