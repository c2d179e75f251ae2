/** A second screen for the customer; it shows what one device of the till shows. */
export interface PairedDisplay {
  /** The digest of the pairing token, or, once paired, of the display's own. */
  readonly id: string;
  /** Of the session that made it. */
  readonly device: string;
  readonly madeAt: number;
  readonly isPaired: boolean;
  /** A token is used once. */
  readonly usedAt?: number;
}

export const tokenMaxMs = 10 * 60_000;
