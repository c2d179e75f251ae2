import type { BusinessDate, Instant } from '@sampan/primitives';

/** A scheduled job that an operator may run by hand. */
export const jobNames = ['close-day', 'settle', 'files', 'refund-batch', 'notifications'] as const;

export type JobName = (typeof jobNames)[number];

/** What runs by the clock, wherever it runs. */
export interface Jobs {
  /** The earliest instant, later than now and not after `until`, at which a job becomes due. */
  nextDue(until: Instant): Promise<Instant | undefined>;
  /** Runs all that is due now; deliveries go on in the background. */
  runDue(): Promise<void>;
  /**
   * Runs all of one job that is due now, of the files those up to `date`; answers how much there was
   * of each outcome.
   */
  run(name: JobName, date?: BusinessDate): Promise<Readonly<Record<string, number>>>;
}
