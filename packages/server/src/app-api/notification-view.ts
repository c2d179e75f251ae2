import { offsetTime } from '@sampan/primitives';
import type { Attempt, DeliveryRecord } from '#notification';

/** A notification as JSON, with all that was tried. */
export function notificationView({ attempts, fields, ...delivery }: DeliveryRecord) {
  const said = Object.fromEntries(fields);
  return {
    notifyId: delivery.notifyId,
    partnerId: delivery.partnerId,
    tradeId: delivery.tradeId,
    url: delivery.url,
    state: delivery.state,
    action: said['notify_action_type'],
    createdAt: offsetTime(delivery.createdAt),
    ...(delivery.state === 'waiting' && { nextAt: offsetTime(delivery.plannedAt) }),
    signType: delivery.signType,
    charset: delivery.charset,
    fields: said,
    attempts: attempts.map(attemptView),
  };
}

function attemptView({ plannedAt, sentAt, ...attempt }: Attempt) {
  return { ...attempt, plannedAt: offsetTime(plannedAt), sentAt: offsetTime(sentAt) };
}
