/** Closes days, and settles in batches what partners are owed. */
export { settlementInvariants } from './audit.postgres.ts';
export { type Batch, plannedSettlement } from './batch.ts';
export { readBatchesOfEntries, type SettledIn } from './batches-of-entries.postgres.ts';
export { readLastClosedDay } from './close-day.postgres.ts';
export { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
export {
  closeDayJob,
  type DatedJob,
  type JobDone,
  type SettleJob,
  settleJob,
  type WaitsFor,
} from './dated-jobs.ts';
export { type DaySums, readDaysOfBatches, readUnsettledDays } from './day-sums.postgres.ts';
export {
  type ListedBatch,
  type ListedDay,
  listBatches,
  listPartnerDays,
  readBatch,
} from './lists.postgres.ts';
export { type NextOfPartner, readNextOfPartner } from './next-of-partner.ts';
export {
  readClosedHours,
  readClosedUnpaid,
  readPaidWithin,
} from './partner-hours.postgres.ts';
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
export { type Settling, settlingBatchMax, settlingWorkload } from './settling.ts';
