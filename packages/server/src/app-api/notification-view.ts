import type { AttemptView, NotificationView } from '@sampan/api';
import { offsetTime } from '@sampan/primitives';
import type { Attempt, DeliveryRecord } from '#notification';
import { definedOnly } from './fields.ts';

/** A notification as JSON, with all that was tried. */
export function notificationView({
  attempts,
  fields,
  ...delivery
}: DeliveryRecord): NotificationView {
  const said = Object.fromEntries(fields);
  const action = said['notify_action_type'];
  return {
    notifyId: delivery.notifyId,
    partnerId: delivery.partnerId,
    tradeId: delivery.tradeId,
    url: delivery.url,
    state: delivery.state,
    ...(action !== undefined && { action }),
    createdAt: offsetTime(delivery.createdAt),
    ...(delivery.state === 'waiting' && { nextAt: offsetTime(delivery.plannedAt) }),
    signType: delivery.signType,
    charset: delivery.charset,
    fields: said,
    attempts: attempts.map(attemptView),
  };
}

const attemptView = ({
  number,
  durationMs,
  plannedAt,
  sentAt,
  ...answer
}: Attempt): AttemptView => ({
  number,
  ...definedOnly(answer),
  durationMs,
  plannedAt: offsetTime(plannedAt),
  sentAt: offsetTime(sentAt),
});
