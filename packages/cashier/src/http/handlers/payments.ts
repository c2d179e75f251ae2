import { required } from '@sampan/primitives';
import type { PaymentView } from '../../api/index.ts';
import type { Payment } from '../../payment/payment.ts';
import { refuseUnless } from '../../refusal.ts';
import type { Till } from '../../till.ts';
import { type Handlers, signedIn } from '../handler.ts';

/** Payments that are under way, and refunds. */
export function paymentHandlers({ payments, refunds, orders, cashiers }: Till) {
  const view = ({ id, orderId }: Payment): PaymentView =>
    required(
      orders.get(orderId).payments.find((each) => each.id === id),
      'an order has its payments',
    );
  const refundView = (orderId: string, refundId: string) =>
    required(
      orders
        .get(orderId)
        .payments.flatMap((each) => each.refunds)
        .find(({ id }) => id === refundId),
      'an order has its refunds',
    );

  return {
    'GET /payments/:id': ({ params }) => view(payments.get(params.id)),
    'POST /payments/:id/cancel': ({ params }) => view(payments.cancel(params.id)),
    'POST /payments/:id/ask': ({ params }) => view(payments.ask(params.id)),
    async 'POST /payments/:id/discrepancy'({ params, body }) {
      const { state } = payments.get(params.id);
      refuseUnless(state === 'unknown', 'payment-not-unknown', 'Its outcome is not unknown');
      const { id } = await cashiers.approve(body.approval);
      return view(payments.closeWithDiscrepancy(params.id, id, body.reason));
    },
    'POST /payments/:id/acknowledge': ({ params }) => view(payments.acknowledge(params.id)),
    async 'POST /payments/:id/refunds'({ params, body, caller }) {
      const { cashierId } = signedIn(caller);
      const { approval, ...request } = body;
      const approver = approval && (await cashiers.approve(approval, cashierId));
      const refund = refunds.refund(params.id, request, { cashierId, approvedBy: approver?.id });
      return refundView(refund.orderId, refund.id);
    },
    'POST /refunds/:id/ask'({ params }) {
      const refund = refunds.ask(params.id);
      return refundView(refund.orderId, refund.id);
    },
  } satisfies Partial<Handlers>;
}
