import { createHmac } from 'node:crypto';
import type { Secret, TradeId } from '@sampan/primitives';
import {
  type Contract,
  notificationCharset,
  parseCharset,
  parseSignType,
  writeNotification,
} from '@sampan/protocol';
import type { Fact } from '#acquiring';
import { contentOf } from './content.ts';
import type { Delivery } from './delivery.ts';

/**
 * The notification id of a fact. It is unique and unguessable, because anyone may ask
 * `notify_verify` about an id.
 */
const notifyIdOf = (factId: TradeId, key: Secret<string>): string =>
  createHmac('sha256', key.reveal()).update(`notification of ${factId}`).digest('hex').slice(0, 32);

export interface DeliveryTerms {
  readonly key: Secret<string>;
  readonly contract: Contract;
  readonly hongKongExtras: boolean;
}

/** The delivery of a fact. Its first attempt is due from the fact's time on. */
export function newDelivery(fact: Fact, { key, ...terms }: DeliveryTerms): Delivery {
  const { trade, notify, at } = fact;
  const notifyId = notifyIdOf(fact.id, key);
  const fields = writeNotification(contentOf(fact, { ...terms, notifyId }));
  return {
    notifyId,
    partnerId: trade.partnerId,
    tradeId: trade.id,
    url: notify.url,
    signType: parseSignType(notify.signType) ?? 'MD5',
    charset: notificationCharset(fields, parseCharset(notify.charset)),
    fields,
    state: 'waiting',
    step: 0,
    plannedAt: at,
    createdAt: at,
  };
}
