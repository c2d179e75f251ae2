/** What the customer sees of an order. Pure. */
import type { DisplayView, OrderView, PaymentView } from '../api/index.ts';
import type { TillSettings } from '../settings.ts';

/** How long the end of an order stays. */
export const endShownMs = 20_000;

interface Shown {
  readonly order?: OrderView | undefined;
  /** A refund of it, if that is what happens. */
  readonly refundId?: string | undefined;
  readonly settings: Pick<TillSettings, 'shop' | 'wallets' | 'currency'>;
  readonly now: number;
}

export function displayOf({ order, refundId, settings, now }: Shown): DisplayView {
  const { shop, wallets, currency } = settings;
  const idle: DisplayView = {
    is: 'idle',
    shop,
    wallets: wallets.map(({ name }) => name),
    currency,
    lines: [],
    isOpened: false,
  };
  if (!order || order.state === 'abandoned') return idle;
  const refund = order.payments
    .flatMap(({ refunds }) => refunds)
    .find(({ id, state }) => id === refundId && state === 'refunded');
  const basket = { ...idle, ...basketOf(order) };
  if (refund) return { ...basket, is: 'refunded', amount: refund.amount };
  const last = order.payments.at(-1);
  if (!last) return basket.lines.length === 0 ? idle : { ...basket, is: 'basket' };
  const shown = paymentOf(last, settings);
  const isEnd = shown.is === 'paid' || shown.is === 'notPaid';
  const isLong = isEnd && now - Date.parse(last.decidedAt ?? last.at) > endShownMs;
  if (isLong)
    return order.state === 'open' || order.state === 'partPaid'
      ? { ...basket, is: 'basket' }
      : idle;
  return { ...basket, ...shown };
}

function basketOf(order: OrderView) {
  const { basket, lineAmounts, totals, number } = order;
  return {
    number,
    lines: basket.lines.map(({ itemId, name, quantity }, index) => ({
      ...(itemId !== undefined && { itemId }),
      ...(name !== undefined && { name }),
      quantity,
      amount: lineAmounts[index] ?? '',
    })),
    ...(Number(totals.discount) !== 0 && { discount: totals.discount }),
    ...(Number(totals.tip) !== 0 && { tip: totals.tip }),
    total: totals.total,
  };
}

function paymentOf(payment: PaymentView, { wallets }: Pick<TillSettings, 'wallets'>) {
  const { state, amount, qrCode, deadlineAt, isOpened } = payment;
  const wallet = wallets.find(({ inst }) => inst === payment.wallet)?.name;
  if (state === 'paid') return { is: 'paid', amount, ...(wallet && { wallet }) } as const;
  if (state === 'notPaid') return { is: 'notPaid', amount } as const;
  // The cashier explains it; a screen says nothing that may be wrong.
  if (state === 'unknown' || state === 'cancelling') return { is: 'wait' } as const;
  const ends = { amount, isOpened, ...(deadlineAt !== undefined && { deadlineAt }) };
  if (payment.kind === 'show' && qrCode !== undefined && !isOpened)
    return { is: 'code', qrCode, ...ends } as const;
  return { is: 'confirm', ...ends } as const;
}
