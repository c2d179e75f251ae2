import { type Duration, hours, milliseconds, seconds } from '@sampan/primitives';
import type { ContentTypeStyle } from '@sampan/protocol';
import type { ScheduleName } from './schedule.ts';

export interface NotificationSettings {
  readonly schedule: ScheduleName;
  /** Time limit for a receiver's whole answer. The documents give none; ten seconds. */
  readonly timeout: Duration;
  /** Whether addresses in the operator's own network are called. */
  readonly ownNetwork: 'refused' | 'allowed';
  /** How long after the last attempt `notify_verify` answers true (17). */
  readonly genuineFor: Duration;
  readonly contentType: ContentTypeStyle;
  /** Whether notifications to Hong Kong partners include the kind of wallet and the currency. */
  readonly hongKongExtras: boolean;
  /** Maximum attempts in flight, in this process. */
  readonly inFlightMax: number;
  /** Maximum of those per receiver. */
  readonly receiverInFlightMax: number;
  /** Interval of scans for due deliveries. */
  readonly pollEvery: Duration;
  /** How long `runDue` waits for slow receivers, which then continue in the background. */
  readonly runDueMax: Duration;
}

export const productionSettings: NotificationSettings = {
  schedule: 'hong-kong',
  timeout: seconds(10),
  ownNetwork: 'refused',
  genuineFor: seconds(60),
  contentType: 'standard',
  hongKongExtras: false,
  inFlightMax: 256,
  receiverInFlightMax: 32,
  pollEvery: seconds(1),
  runDueMax: seconds(5),
};

/** Partners' programs run beside the sandbox, and people look at notifications later. */
export const sandboxSettings: NotificationSettings = {
  ...productionSettings,
  ownNetwork: 'allowed',
  genuineFor: hours(24),
};

/** Settings of an operator: where documents or installations differ. */
export type NotificationChoices = Pick<
  NotificationSettings,
  'schedule' | 'contentType' | 'hongKongExtras' | 'ownNetwork'
>;

/** Lease time beyond the timeout, before another worker may claim a delivery again. */
export const claimMargin: Duration = seconds(10);

/** A receiver with a longer answer time is slow and gets fewer slots. */
export const promptWithin: Duration = seconds(2);

/** Facts that arrive while others are taken wait this long, and are then taken together. */
export const gatherFor: Duration = milliseconds(20);
