/** Notifications to partners: deliveries, attempts, and `notify_verify`. */

export type { OnSent, Sent } from './attempt.ts';
export { type Backlog, readBacklog } from './backlog.postgres.ts';
export type { Answer, Attempt, Delivery, DeliveryRecord, DeliveryState } from './delivery.ts';
export type { AttemptMade } from './delivery-rows.postgres.ts';
export { type ListedDelivery, listDeliveries } from './list-deliveries.postgres.ts';
export { type Counters, createNotifier, type Notifier, type NotifierOptions } from './notifier.ts';
export { listPartnerDeliveries, readReceivers } from './partner-deliveries.postgres.ts';
export type { DeliveryFilter } from './read.postgres.ts';
export { readDelivery } from './read-delivery.postgres.ts';
export { removeOldDeliveries } from './retention.postgres.ts';
export { type Schedule, type ScheduleName, schedules } from './schedule.ts';
export {
  httpTransport,
  type Message,
  type Resolve,
  type Transport,
} from './send.http.ts';
export {
  type NotificationChoices,
  type NotificationSettings,
  productionSettings,
  sandboxSettings,
} from './settings.ts';
