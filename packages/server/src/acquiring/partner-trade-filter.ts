import {
  type BusinessDate,
  businessDate,
  type Instant,
  type Money,
  type PaymentInst,
} from '@sampan/primitives';
import { hasRefunds, type Product, statusAt, type Trade, type TradeStatus } from './trade.ts';

/** By what a partner's portal filters trades. */
export interface PartnerTradeFilter {
  readonly status?: TradeStatus | undefined;
  /** The first and the last business day on which trades began. */
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
  readonly inst?: PaymentInst | undefined;
  readonly product?: Product | undefined;
  readonly store?: string | undefined;
  /** Only those of which money went back, or is about to. */
  readonly returned?: boolean | undefined;
}

/** Whether a filter leaves a trade, as the statements of the list decide it. */
export function fitsFilter(trade: Trade, filter: PartnerTradeFilter, now: Instant): boolean {
  const { status, from, to, inst, product, store, returned } = filter;
  const day = businessDate(trade.createdAt);
  return (
    (status === undefined || statusAt(trade, now) === status) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    (inst === undefined || trade.inst === inst) &&
    (product === undefined || trade.product === product) &&
    (store === undefined || trade.details.storeId === store) &&
    (!returned || hasRefunds(trade) || isCancelledPaid(trade))
  );
}

/** Whether the trade was paid, and its money went back by a cancel. */
const isCancelledPaid = ({ closing }: Trade): boolean => closing?.cancelAction === 'refund';

/** What of the price of a paid trade went back, by refunds or by a cancel. */
export function givenBack(trade: Trade): Money | undefined {
  const { payment, amount } = trade;
  return payment && (isCancelledPaid(trade) ? amount : payment.refunded);
}
