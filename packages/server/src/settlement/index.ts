/** Closes days, settles what partners are owed, and says what the bank is to pay out. */
export { settlementInvariants } from './audit.postgres.ts';
export { type Batch, plannedSettlement } from './batch.ts';
export {
  calendarNames,
  loadCalendars,
  putCalendarDay,
  readCalendarDays,
  removeCalendarDay,
} from './calendar-days.postgres.ts';
export { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
export { closeDayJob, type DatedJob, type SettleJob, settleJob } from './dated-jobs.ts';
export {
  readNextSettlement,
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
  settlementDay,
} from './working-days.ts';
