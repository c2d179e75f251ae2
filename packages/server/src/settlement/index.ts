/** Closes days, settles what partners are owed, and says what the bank is to pay out. */
export { settlementInvariants } from './audit.postgres.ts';
export { asAccount, asBic, asHolder, type BankAccount } from './bank-account.ts';
export {
  putPartnerAccount,
  putPayoutSource,
  readPartnerAccount,
  readPayoutSources,
} from './bank-accounts.postgres.ts';
export { type Batch, plannedSettlement } from './batch.ts';
export {
  calendarNames,
  loadCalendars,
  putCalendarDay,
  readCalendarDays,
  readProvisional,
  removeCalendarDay,
} from './calendar-days.postgres.ts';
export { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
export {
  closeDayJob,
  type DatedJob,
  type JobDone,
  type SettleJob,
  settleJob,
  type WaitsFor,
} from './dated-jobs.ts';
export { messageIdOf, type Payout, type PayoutOrder, pain001 } from './pain001.ts';
export {
  makePayoutOrder,
  type NotOrdered,
  type PayoutOrderSum,
  readNotOrdered,
  readPayoutOrders,
  readPayouts,
} from './payouts.postgres.ts';
export { type BusinessTime, repairTime, type TimeRepair } from './repair-time.postgres.ts';
export {
  readNextSettlement,
  readOutstandingSettlements,
  type SettlementCounts,
  type SettlementDependencies,
  settleDue,
  settleNow,
} from './run-settlements.ts';
export type { Settle, SettleOutcome, SettleRefusal } from './settle.ts';
export {
  type CalendarDay,
  Calendars,
  cutOff,
  type DayKind,
  executionDay,
  settlementDay,
} from './working-days.ts';
