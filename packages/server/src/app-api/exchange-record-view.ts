import type { ExchangeView, OrderStateView, WholeExchangeView } from '@sampan/api';
import { formatAmount, offsetTime } from '@sampan/primitives';
import type { Chapter, Decoded, ExchangeSummary, OrderState, StoredExchange } from '#exchanges';
import { definedOnly } from './fields.ts';

/** An exchange as a list shows it. */
export function exchangeView(exchange: ExchangeSummary): ExchangeView {
  const { id, number, kind, at, tookMs, result } = exchange;
  const { partnerId, service, orderId, tradeId, notifyId, code, reason } = exchange;
  return {
    id,
    number: Number(number),
    kind,
    at: offsetTime(at),
    tookMs,
    ...definedOnly({ partner: partnerId, service, order: orderId, tradeId, notifyId }),
    result,
    ...definedOnly({ code, reason }),
  };
}

/** The order of an exchange as it is now, and what its exchanges have done. */
export interface OrderOfExchange {
  readonly trade: WholeExchangeView['trade'] | undefined;
  readonly story: readonly Chapter[];
}

/** With its bytes, and what belongs to it. */
export function wholeExchangeView(
  stored: StoredExchange,
  { charset, parameters, signedString, replyText = '' }: Decoded,
  { trade, story }: OrderOfExchange,
): WholeExchangeView {
  const { request, reply, checks, level, pretended, masked } = stored;
  const { method, target, contentType, body } = request;
  return {
    ...exchangeView(stored),
    request: { method, target, ...definedOnly({ contentType, body: body?.toString('base64') }) },
    ...definedOnly({ charset, signedString, level }),
    parameters: parameters.map(([name, value]) => ({ name, value })),
    checks,
    pretended,
    masked,
    ...(reply && {
      reply: {
        status: reply.status,
        ...definedOnly({ contentType: reply.contentType }),
        body: reply.body.toString('base64'),
        text: replyText,
      },
    }),
    ...(trade && { trade }),
    sequence: story.map(({ exchange, before, after, booked }) => ({
      ...exchangeView(exchange),
      before: stateView(before),
      after: stateView(after),
      booked,
    })),
  };
}

const stateView = ({ status, refunded }: OrderState): OrderStateView => ({
  status,
  ...(refunded && { refunded: formatAmount(refunded) }),
});
