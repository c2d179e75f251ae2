import type { BalanceView, BillView, BuyerWalletView } from '@sampan/api';
import {
  add,
  formatAmount,
  type Instant,
  isPositive,
  type Money,
  offsetTime,
  subtract,
  zero,
} from '@sampan/primitives';
import { channelFeeOf, statusAt, type Trade } from '#acquiring';
import { limitsOf, maskedLogin, type Wallet } from '#wallet';
import { chargeView } from '../exchange-view.ts';
import { definedOnly } from '../fields.ts';
import type { Bill } from './bill.ts';

/** A wallet as its own buyer sees it; the login is masked, since others look at screens too. */
export function walletView(wallet: Wallet): BuyerWalletView {
  const { passwordFree, payment, day, month } = limitsOf(wallet);
  const text = (limit: Money | undefined) => limit && formatAmount(limit);
  return {
    walletId: wallet.id,
    login: maskedLogin(wallet.loginId),
    inst: wallet.inst,
    status: wallet.status,
    ...(wallet.status === 'frozen' && { frozenBy: wallet.own.frozen ? 'buyer' : 'operator' }),
    codes: wallet.own.codesPaused ? 'paused' : 'on',
    ...balanceView(wallet),
    limits: definedOnly({
      passwordFree: text(passwordFree),
      payment: text(payment),
      day: text(day),
      month: text(month),
    }),
  };
}

export const balanceView = ({ balance }: Wallet): BalanceView => ({
  balance: formatAmount(balance),
  currency: balance.currency,
});

/** A trade as its buyer sees it: whom it went to, what it was for, what came back. */
export function billView({ trade, merchant, refunds }: Bill, now: Instant): BillView {
  const { amount, payment, details } = trade;
  const status = statusAt(trade, now);
  const fee = channelFeeOf(trade);
  const returned = refunds.reduce((sum, each) => add(sum, each.amount), zero(amount.currency));
  return {
    tradeId: trade.id,
    product: trade.product,
    // That a partner can no longer refund is nothing to the buyer.
    status: status === 'finished' ? 'paid' : status,
    merchant,
    ...definedOnly({ store: details.storeName || undefined, driver: details.driverName }),
    subject: trade.subject,
    amount: formatAmount(amount),
    ...(isPositive(fee) && {
      typed: formatAmount(subtract(amount, fee)),
      fee: formatAmount(fee),
    }),
    currency: amount.currency,
    ...chargeView(trade),
    createdAt: offsetTime(trade.createdAt),
    ...(status === 'waiting' && { expiresAt: offsetTime(trade.expiresAt) }),
    ...(payment && { paidAt: offsetTime(payment.paidAt) }),
    ...(status === 'closed' && closingView(trade)),
    refunded: formatAmount(returned),
    refunds: refunds.map((refund) => ({
      amount: formatAmount(refund.amount),
      ...(refund.charge.currency !== refund.amount.currency && {
        charge: formatAmount(refund.charge),
      }),
      at: offsetTime(refund.at),
    })),
  };
}

const closers = {
  time: 'time',
  buyer: 'buyer',
  cancel: 'merchant',
  close: 'merchant',
  refund: 'refund',
} as const;

const closingView = ({ closing, expiresAt }: Trade) => ({
  closedAt: offsetTime(closing?.at ?? expiresAt),
  closedBy: closers[closing?.by ?? 'time'],
});
