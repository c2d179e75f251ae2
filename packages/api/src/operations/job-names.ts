/** The scheduled jobs, by the time of day. Without the declarations, so that the command line loads none. */
export const jobNames = [
  'close-day',
  'settle',
  'files',
  'refund-batch',
  'finish-trades',
  'notifications',
  'retention',
  'tidy-files',
] as const;

export type JobName = (typeof jobNames)[number];
