import {
  after,
  type BusinessDate,
  type Currency,
  hours,
  type Instant,
  type Money,
  minutes,
  type PartnerId,
  startOfDay,
  type TradeId,
} from '@sampan/primitives';

/** One payout to a partner on a day, in one currency; immutable. */
export interface Batch {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  /** The day S in its file's name. */
  readonly settledOn: BusinessDate;
  readonly id: TradeId;
  /** The planned time; earlier when run by hand on its day. */
  readonly settledAt: Instant;
  readonly items: bigint;
  readonly net: Money;
  /** None when there was nothing to pay out. */
  readonly entryId: TradeId | undefined;
}

/** The totals of a partner's payments, refunds and cancels of a day. */
export interface PartnerDay {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  readonly day: BusinessDate;
  readonly items: bigint;
  /** Minor units: payments less their fees, less refunds with their returned fees. */
  readonly net: bigint;
  /** The newest settlement day on which it could not be settled. */
  readonly triedOn: BusinessDate | undefined;
  readonly batchId: TradeId | undefined;
}

/** When a day's settlement is due, GMT+8; the time of the documents' sample (14 §4.3). */
const settlementTime = { hour: hours(15), minute: minutes(46) };

export const plannedSettlement = (day: BusinessDate): Instant =>
  after(after(startOfDay(day), settlementTime.hour), settlementTime.minute);
