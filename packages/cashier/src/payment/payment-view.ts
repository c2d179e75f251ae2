import { type Currency, formatAmount } from '@sampan/primitives';
import type { PaymentView } from '../api/index.ts';
import { leftOf, type Refund, refundedOf } from '../refund/refund.ts';
import { refundView } from '../refund/refund-view.ts';
import { timeText } from '../times.ts';
import { needsAcknowledgement, type Payment, silentSide } from './payment.ts';
import { refusalTextOf } from './refusal-text.ts';

export interface PaymentSurroundings {
  readonly currency: Currency;
  readonly nameOf: (cashierId: string) => string;
  readonly gatewaySilentSince?: number | undefined;
}

export function paymentView(
  payment: Payment,
  refunds: readonly Refund[],
  { currency, nameOf, gatewaySilentSince }: PaymentSurroundings,
): PaymentView {
  const { why, code, discrepancy } = payment;
  const isDecided = payment.decidedAt !== undefined;
  const silent = isAboutSilence(payment) ? silentSide(payment) : undefined;
  const timed = timesOf(payment, isDecided ? undefined : gatewaySilentSince);
  return {
    id: payment.id,
    orderId: payment.orderId,
    kind: payment.kind,
    state: payment.state,
    amount: payment.amount,
    cashier: nameOf(payment.cashierId),
    isOpened: payment.isOpened,
    trail: payment.trail,
    ...timed,
    ...given({
      wallet: payment.wallet,
      tradeId: payment.tradeId,
      codeTail: payment.codeTail,
      qrCode: payment.qrCode,
      given: payment.given,
      change: payment.change,
      why,
      code,
      means: payment.means,
      otherWallet: payment.otherWallet,
      silent,
    }),
    ...(why === 'cancelled' && {
      cancelledBy: payment.cancelAskedAt === undefined ? 'time' : 'cashier',
    }),
    ...(code !== undefined && { text: refusalTextOf(code) }),
    ...(discrepancy && {
      discrepancy: {
        at: timeText(discrepancy.at),
        by: nameOf(discrepancy.by),
        reason: discrepancy.reason,
        ...(discrepancy.clearedAt !== undefined && { clearedAt: timeText(discrepancy.clearedAt) }),
        ...given({ clearedBy: discrepancy.clearedBy }),
      },
    }),
    ...(payment.checked && {
      checked: { at: timeText(payment.checked.at), says: payment.checked.says },
    }),
    needsAcknowledgement: needsAcknowledgement(payment),
    refunded: formatAmount(refundedOf(refunds, currency)),
    left: formatAmount(leftOf(payment, refunds, currency)),
    refunds: refunds.map((refund) => refundView(refund, nameOf)),
  };
}

/** A refusal says itself why; where time ran out, someone was silent. */
const isAboutSilence = ({ state, why }: Payment): boolean =>
  state === 'unknown' || state === 'cancelling' || why === 'cancelled' || why === 'not-sent';

function timesOf(payment: Payment, gatewaySilentSince: number | undefined) {
  const { at, deadlineAt, decidedAt, paidAt, unknownSince, asksAgainAt } = payment;
  return {
    at: timeText(at),
    ...(deadlineAt !== undefined && { deadlineAt: timeText(deadlineAt) }),
    ...(decidedAt !== undefined && { decidedAt: timeText(decidedAt) }),
    ...(paidAt !== undefined && { paidAt: timeText(paidAt) }),
    ...(unknownSince !== undefined && { unknownSince: timeText(unknownSince) }),
    ...(asksAgainAt !== undefined && { asksAgainAt: timeText(asksAgainAt) }),
    ...(gatewaySilentSince !== undefined && { gatewaySilentSince: timeText(gatewaySilentSince) }),
  };
}

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Partial<Given<Fields>> {
  const kept: Partial<Given<Fields>> = {};
  return Object.assign(
    kept,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

type Given<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
