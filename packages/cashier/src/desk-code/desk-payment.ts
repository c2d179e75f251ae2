/** What came in by the desk's static code; the gateway says it by notifications only. */
export interface DeskPayment {
  /** The gateway's order number. */
  readonly id: string;
  readonly tradeId: string;
  readonly amount: string;
  readonly wallet?: string;
  readonly paidAt: number;
}

export interface DeskCode {
  /** A till has one. */
  readonly id: 'desk';
  readonly qrCode: string;
  readonly picture?: string;
  readonly createdAt: number;
}
