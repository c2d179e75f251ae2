/** What signing in needs, for buyers and staff alike: limits on tries, known devices, passkeys. */
export { AddressBucket } from './address-bucket.ts';
export { deviceName } from './device-name.ts';
export { FairQueue } from './fair-queue.ts';
export { type KnownDevice, KnownDevices } from './known-device.ts';
export { type Bucket, delayOfSource } from './limits.ts';
export {
  type Asserted,
  type Attested,
  challengeOf,
  checkAsserted,
  checkAttested,
  type KnownKey,
  type PasskeyPlace,
} from './passkey-check.ts';
export { RecentSubjects } from './recent-subjects.ts';
export { StrangerLimits } from './stranger-limits.ts';
export {
  type CountedTry,
  countStrangersTry,
  countTryOf,
  forgive,
  giveBackStrangersTry,
  slotOf,
  untilWhenLocked,
} from './tries.postgres.ts';
