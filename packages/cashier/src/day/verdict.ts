/** What the transaction file of a day said of this till's payments and refunds. */
export interface Verdict {
  /** The day. */
  readonly id: string;
  readonly comparedAt: number;
  readonly rows: number;
  readonly breaks: readonly {
    readonly kind: string;
    readonly id: string;
    readonly here?: string;
    readonly there?: string;
  }[];
}
