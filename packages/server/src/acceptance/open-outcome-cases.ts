/** The acceptance cases of a payment whose outcome stays open: SPOT-005 and 006 (13 §6, 12 §8). */
import { type AcceptanceCase, eachOrder, failed, passed, type Try } from './case.ts';
import { codeOf, isQuery, type OrderHistory, type PartnerHistory, statusOf } from './histories.ts';
import { behind, firstBehind, type Seen, succeeded } from './seen.ts';
import { undone } from './undone.ts';

const product = 'barcode payment';

const systemError: AcceptanceCase = {
  id: 'SPOT-005',
  name: 'SYSTEM_ERROR',
  product,
  how: 'Take a payment that is answered SYSTEM_ERROR: 9901.00 (it is paid) or 9902.00 (it is not), after sampan scenario add --magic.',
  tries: eachOrder((order, partner) => {
    const pay = order.pays.find(saysSystemError);
    return pay && resolved(order, partner, { pay, after: 'SYSTEM_ERROR' });
  }),
};

const noAnswer: AcceptanceCase = {
  id: 'SPOT-006',
  name: 'no answer in time',
  product,
  how: 'Take a payment that is not answered: 9910.00, after sampan scenario add --magic.',
  tries: eachOrder((order, partner) => {
    const pay = order.pays.find(({ result }) => result === 'no-answer');
    return pay && resolved(order, partner, { pay, after: 'no answer' });
  }),
};

const saysSystemError = ({ replied }: Seen): boolean =>
  [replied.get('error'), replied.get('detail_error_code')].includes('SYSTEM_ERROR');

interface Open {
  readonly pay: Seen;
  /** What the payment was answered. */
  readonly after: string;
}

/**
 * After the open payment the partner asks with QUERY, or with the same PAY again. The order ends paid,
 * refused, closed or cancelled, and before that no other order is charged.
 */
function resolved(order: OrderHistory, partner: PartnerHistory, { pay, after }: Open): Try {
  const twice = chargedMeanwhile(order, partner, pay);
  if (twice) {
    const next = 'First ask about the open order with QUERY, or CANCEL it; then take another one.';
    const reason = `after ${after} the same code was charged again as order ${twice.orderId}`;
    return failed(reason, [pay, twice], next);
  }
  const asks = behind(order.all, pay).filter((each) => isQuery(each) || order.pays.includes(each));
  const isEnded = order.paid !== undefined || asks.some(isEnd);
  if (isEnded && asks.length > 0)
    return passed([pay, ...asks, ...(order.paid ? [order.paid] : [])]);
  if (asks.length === 0 && order.cancels.length > 0) {
    const reason = `after ${after} CANCEL came without a QUERY before it`;
    return failed(reason, [pay, ...order.cancels], 'Ask with QUERY first, and CANCEL then.');
  }
  return undone(order, {
    open: pay,
    why: `after ${after} the outcome stayed open`,
    now: partner.now,
  });
}

/** A final refusal, or a closed order: nothing is left to cancel. */
const isEnd = (ask: Seen): boolean =>
  isQuery(ask) ? statusOf(ask) === 'TRADE_CLOSED' : ask.result === 'refused';

/** A payment with the same code under another order id, while the outcome of this one was open. */
function chargedMeanwhile(
  { orderId, cancels, all, paid }: OrderHistory,
  partner: PartnerHistory,
  pay: Seen,
): Seen | undefined {
  const known = paid ?? cancels.find(succeeded) ?? behind(all, pay).find(isEnd);
  const others = partner.paysOfCode.get(codeOf(pay) ?? '') ?? [];
  const other = firstBehind(others, pay, (each) => each.orderId !== orderId);
  if (!other || !known) return other;
  return partner.all.indexOf(other) < partner.all.indexOf(known) ? other : undefined;
}

export const openOutcomeCases = [systemError, noAnswer];
