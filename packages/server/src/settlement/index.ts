/** Closes days, settles what partners are owed, and says what the bank is to pay out. */
export { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
