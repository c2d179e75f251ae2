/** Gives money back, once per request, also after a crash. */
import { createHash } from 'node:crypto';
import { formatAmount, isPositive, required } from '@sampan/primitives';
import { type Partner, parseAmount } from '@sampan/sdk';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { isWallet } from '../payment/payment.ts';
import { known, Refusal, refuseUnless } from '../refusal.ts';
import { wait } from '../wait.ts';
import { cancelWhole } from './cancel-whole.ts';
import {
  isOfWhole,
  isRefundOpen,
  leftOf,
  mayRefund,
  type Refund,
  settledRefund,
} from './refund.ts';

export interface RefundRequest {
  /** Made by the page, once. */
  readonly id: string;
  readonly amount: string;
  readonly reason: string;
}

export interface Refunds {
  refund(paymentId: string, request: RefundRequest, by: RefundBy): Refund;
  ask(id: string): Refund;
  /** Goes on with every open refund. */
  goOn(): void;
  close(): void;
}

interface RefundBy {
  readonly cashierId: string;
  /** The second person, whose PIN was right. */
  readonly approvedBy?: string | undefined;
}

export interface RefundsParts extends TillParts {
  readonly book: OrderBook;
  readonly partner: Pick<Partner, 'refund' | 'call'>;
  readonly onDecided: (refund: Refund) => void;
}

const messages = {
  'payment-not-paid': 'Only what was paid can be given back',
  'approval-needed': 'Above the limit a second person agrees',
} as const;

export function createRefunds(parts: RefundsParts): Refunds {
  const { records, database, time, currency, settings, book, partner, onError, askAgainMs } = parts;
  const followed = new Map<string, AbortController>();
  let isClosed = false;

  function change(id: string, how: (refund: Refund, now: number) => Refund): Refund {
    const [before, after] = database.transaction(() => {
      const stored = required(records.refunds.get(id), `refund ${id} was stored`);
      const settled = how(stored, time.now());
      const isDecided = isRefundOpen(stored) && !isRefundOpen(settled);
      const shift = records.shifts.find({ is_open: '1' })[0]?.id;
      const counted = isDecided && shift !== undefined ? { ...settled, countedIn: shift } : settled;
      records.refunds.put(counted);
      return [stored, counted];
    });
    book.tell(after.orderId);
    if (isRefundOpen(before) && !isRefundOpen(after)) parts.onDecided(after);
    return after;
  }

  /** One try: a cancel while it is one, else the SDK's refund. The same id is the same refund. */
  async function giveBack({ id, paymentId, amount, reason, cancels }: Refund) {
    if (cancels) {
      const ended = await cancelWhole(partner, paymentId);
      if (ended.outcome !== 'too-late' || isClosed) return ended;
      change(id, (before) => ({ ...before, cancels: false }));
    }
    return partner.refund({ id: paymentId, refundId: id, amount, currency, reason });
  }

  async function follow({ id }: Refund): Promise<void> {
    for (;;) {
      const wake = new AbortController();
      followed.set(id, wake);
      const stored = required(records.refunds.get(id), `refund ${id} was stored`);
      const ended = await giveBack(stored).catch((error) => {
        onError(error);
        return undefined;
      });
      if (isClosed) return;
      const refund = change(id, (before, now) =>
        ended && ended.outcome !== 'too-late'
          ? settledRefund(before, ended, now)
          : { ...before, state: 'unknown' },
      );
      if (!isRefundOpen(refund)) return void followed.delete(id);
      await wait(time, askAgainMs, wake.signal);
      if (isClosed) return;
    }
  }

  const start = (refund: Refund): void => void follow(refund).catch(onError);

  function keep(
    paymentId: string,
    request: RefundRequest,
    { cashierId, approvedBy }: RefundBy,
  ): Refund {
    const payment = known(
      records.payments.get(paymentId),
      'payment-unknown',
      `There is no payment ${paymentId}`,
    );
    const before = records.refunds.find({ payment_id: paymentId });
    const amount = parseAmount(request.amount, currency);
    if (!amount || !isPositive(amount)) {
      throw new Refusal('invalid-field', `amount must be an amount in ${currency}`, 'amount');
    }
    const alone = required(
      parseAmount(settings.refundMaxAlone, currency),
      'the settings were checked',
    );
    const refusal = mayRefund(payment, before, {
      amount,
      alone,
      isApproved: approvedBy !== undefined,
    });
    if (refusal === 'more-than-left') {
      throw new Refusal(refusal, formatAmount(leftOf(payment, before, currency)));
    }
    if (refusal) throw new Refusal(refusal, messages[refusal]);
    const shift = records.shifts.find({ is_open: '1' })[0]?.id;
    refuseUnless(shift !== undefined, 'no-shift', 'No shift is open');
    const at = time.now();
    const isDone = !isWallet(payment);
    const refund: Refund = {
      id: refundIdOf(paymentId, request.id),
      requestId: request.id,
      paymentId,
      orderId: payment.orderId,
      kind: payment.kind,
      state: isDone ? 'refunded' : 'begun',
      amount: formatAmount(amount),
      ...(payment.kind === 'desk' && { cancels: isOfWhole(payment, before, amount) }),
      reason: request.reason,
      at,
      cashierId,
      ...(approvedBy !== undefined && { approvedBy }),
      ...(isDone && { decidedAt: at, countedIn: shift }),
    };
    records.refunds.put(refund);
    return refund;
  }

  return {
    refund(paymentId, request, by) {
      const [repeated] = records.refunds.find({ request_id: request.id });
      if (repeated) {
        const amount = parseAmount(request.amount, currency);
        const isSame =
          repeated.paymentId === paymentId && amount && repeated.amount === formatAmount(amount);
        refuseUnless(isSame, 'id-reused', `${request.id} was another refund`);
        return repeated;
      }
      const refund = database.transaction(() => keep(paymentId, request, by));
      book.tell(refund.orderId);
      if (isRefundOpen(refund)) start(refund);
      else parts.onDecided(refund);
      return refund;
    },
    ask(id) {
      const refund = known(records.refunds.get(id), 'refund-unknown', `There is no refund ${id}`);
      followed.get(id)?.abort();
      return refund;
    },
    goOn() {
      for (const refund of records.refunds.find({ is_open: '1' })) {
        if (!followed.has(refund.id)) start(refund);
      }
    },
    close() {
      isClosed = true;
      for (const wake of followed.values()) wake.abort();
    },
  };
}

/** One request is one refund: the id follows from the page's. At most 64 characters. */
const refundIdOf = (paymentId: string, requestId: string): string =>
  `${paymentId}-r${createHash('sha256').update(requestId).digest('hex').slice(0, 12)}`;
