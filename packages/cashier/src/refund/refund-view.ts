import type { RefundView } from '../api/index.ts';
import { refusalTextOf } from '../payment/refusal-text.ts';
import { timeText } from '../times.ts';
import type { Refund } from './refund.ts';

export const refundView = (refund: Refund, nameOf: (cashierId: string) => string): RefundView => ({
  id: refund.id,
  paymentId: refund.paymentId,
  state: refund.state,
  amount: refund.amount,
  reason: refund.reason,
  at: timeText(refund.at),
  cashier: nameOf(refund.cashierId),
  ...(refund.approvedBy !== undefined && { approvedBy: nameOf(refund.approvedBy) }),
  ...(refund.decidedAt !== undefined && { decidedAt: timeText(refund.decidedAt) }),
  ...(refund.code !== undefined && { code: refund.code, text: refusalTextOf(refund.code) }),
  ...(refund.means !== undefined && { means: refund.means }),
});
