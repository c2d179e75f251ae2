/** Why a payment of an order may not begin, in this order. */
import { type Currency, exceeds, formatAmount, isPositive, type Money } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import { paidAndDue } from '../order/order.ts';
import { stateOf, type WholeOrder } from '../order/order-view.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { isOpen } from './payment.ts';

interface Asked {
  readonly currency: Currency;
  /** All that is due, unless it says less. */
  readonly amount?: string | undefined;
  readonly paymentMax?: string | undefined;
  readonly hasShift: boolean;
}

/** What the payment takes, or a refusal. */
export function amountToPay(
  whole: WholeOrder,
  { currency, amount, paymentMax, hasShift }: Asked,
): Money {
  const { payments, totals } = whole;
  refuseUnless(
    !payments.some(isOpen),
    'payment-open',
    'A payment of this order is not decided yet',
  );
  const state = stateOf(whole, currency);
  const isOver = state !== 'open' && state !== 'partPaid';
  refuseUnless(!isOver, 'order-over', 'Nothing is to be paid for this order any more');
  refuseUnless(hasShift, 'no-shift', 'No shift is open');
  const { due } = paidAndDue(totals, payments, currency);
  const wanted = amount === undefined ? due : parseAmount(amount, currency);
  if (!wanted)
    throw new Refusal('invalid-field', `amount must be an amount in ${currency}`, 'amount');
  refuseUnless(isPositive(wanted), 'amount-zero', 'There is nothing to pay');
  const most = paymentMax === undefined ? undefined : parseAmount(paymentMax, currency);
  const isAbove = most !== undefined && exceeds(wanted, most);
  refuseUnless(!isAbove, 'amount-above-limit', `One payment is at most ${paymentMax}`);
  refuseUnless(!exceeds(wanted, due), 'more-than-due', `Only ${formatAmount(due)} is due`);
  return wanted;
}
