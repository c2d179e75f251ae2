/** What came in by the desk's static code. The payment itself is one of an order of the till. */
export interface DeskPayment {
  /** The gateway's order number. */
  readonly id: string;
  readonly tradeId: string;
  readonly amount: string;
  readonly wallet?: string;
  readonly paidAt: number;
}

/** A shop may have two codes, one of which adds a service fee; the till uses the one chosen last. */
export interface DeskCode {
  readonly id: 'desk' | 'desk with fee';
  readonly qrCode: string;
  readonly picture?: string;
  readonly createdAt: number;
  readonly chosenAt?: number;
  readonly isStopped?: boolean;
  readonly isDeleted?: boolean;
  /** Added to what the customer types. */
  readonly fee?: string;
}
