import { type Duration, hours, milliseconds, seconds } from '@sampan/primitives';
import type { ContentTypeStyle } from '@sampan/protocol';
import type { ScheduleName } from './schedule.ts';

export interface NotificationSettings {
  readonly schedule: ScheduleName;
  /** How long a receiver has for its whole answer. The documents do not say; ten seconds. */
  readonly timeout: Duration;
  /** Whether addresses inside the operator's own network are called. */
  readonly ownNetwork: 'refused' | 'allowed';
  /** How long after the latest sending `notify_verify` answers true (17). */
  readonly genuineFor: Duration;
  readonly contentType: ContentTypeStyle;
  /** Whether Hong Kong partners are told the kind of wallet and the currency, too. */
  readonly hongKongExtras: boolean;
  /** How many attempts are under way at most, in this process. */
  readonly inFlightMax: number;
  /** And how many of those to one receiver. */
  readonly receiverInFlightMax: number;
  /** How often it is looked for what has become due. */
  readonly pollEvery: Duration;
  /** How long `runDue` waits for slow receivers before it leaves them to the background. */
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

/** Partners' programs run beside the sandbox, and people look at what they have received later. */
export const sandboxSettings: NotificationSettings = {
  ...productionSettings,
  ownNetwork: 'allowed',
  genuineFor: hours(24),
};

/** What an operator decides: where the documents differ, or the installation does. */
export type NotificationChoices = Pick<
  NotificationSettings,
  'schedule' | 'contentType' | 'hongKongExtras' | 'ownNetwork'
>;

/** Beyond the timeout, before another worker may take over what a worker has claimed. */
export const claimMargin: Duration = seconds(10);

/** A receiver that needs longer for its answer is a slow one, and may have less under way. */
export const promptWithin: Duration = seconds(2);

/** Facts that come in while others are taken wait this long, and are then taken together. */
export const gatherFor: Duration = milliseconds(20);
