/**
 * Takes money for orders. A payment is stored before the SDK stores its sale, and that before the first
 * byte is sent, so that whatever dies when, the next start knows of it and asks.
 */
import { createHash } from 'node:crypto';
import { formatAmount, isZero, type Money } from '@sampan/primitives';
import { ownerOfCode, type Partner, type SaleTerms } from '@sampan/sdk';
import { paidAndDue } from '../order/order.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { WholeOrder } from '../order/order-view.ts';
import type { TillParts } from '../parts.ts';
import { known, refuseUnless } from '../refusal.ts';
import { changeOf } from './change-of.ts';
import { amountToPay } from './guards.ts';
import { isFinal, isOpen, isWallet, needsAcknowledgement, type Payment } from './payment.ts';
import { saidOf } from './said-of.ts';
import { seenScan } from './same-scan.ts';
import { createWalletSales, type WalletSales } from './wallet-sales.ts';

export interface PaymentRequest {
  /** Made by the page, once. */
  readonly id: string;
  readonly amount?: string | undefined;
}

export interface Payments extends Pick<WalletSales, 'goOn' | 'onCall' | 'onState' | 'close'> {
  /** From the code that the customer shows. */
  scan(
    orderId: string,
    request: PaymentRequest & { readonly code: string },
    cashierId: string,
  ): { readonly paymentId: string; readonly isSameScan: boolean };
  /** By a code that the customer scans. */
  show(orderId: string, request: PaymentRequest, cashierId: string): { readonly paymentId: string };
  otherwise(
    orderId: string,
    request: PaymentRequest & {
      readonly method: 'cash' | 'card';
      readonly given?: string | undefined;
    },
    cashierId: string,
  ): { readonly paymentId: string };
  get(id: string): Payment;
  cancel(id: string): Payment;
  ask(id: string): Payment;
  closeWithDiscrepancy(id: string, by: string, reason: string): Payment;
  acknowledge(id: string): Payment;
  /** The gateway's clock was moved: what is open has as much time left as before. */
  clockMoved(byMs: number): void;
  /** Changes a stored payment, and publishes its order. */
  change(id: string, how: (payment: Payment, now: number) => Payment): Payment;
}

export interface PaymentsParts extends TillParts {
  readonly book: OrderBook;
  readonly partner: Pick<Partner, 'collect' | 'charge' | 'resume' | 'call'>;
  /** Begins the ids of this till's payments. */
  readonly idPrefix: string;
  /** After the decision is stored. */
  readonly onDecided: (payment: Payment) => void;
  /** Something about unknown payments has changed. */
  readonly onStrip: () => void;
}

type Fresh = Pick<Payment, 'kind'> & Partial<Payment>;

export function createPayments(parts: PaymentsParts): Payments {
  const { records, database, time, currency, settings, book, partner, idPrefix } = parts;
  const sales = createWalletSales({ ...parts, resume: partner.resume, change });
  const openShift = (): string | undefined => records.shifts.find({ is_open: '1' })[0]?.id;

  function change(id: string, how: (payment: Payment, now: number) => Payment): Payment {
    const [before, after] = database.transaction(() => {
      const stored = get(id);
      const changed = how(stored, time.now());
      const isDecided = isOpen(stored) && isFinal(changed);
      const counted = isDecided ? inShift(changed, openShift()) : changed;
      if (counted !== stored) records.payments.put(counted);
      if (isDecided) complete(counted);
      return [stored, counted];
    });
    if (after !== before) book.tell(after.orderId);
    if (isOpen(before) && isFinal(after)) parts.onDecided(after);
    if (hasOtherStrip(before, after)) parts.onStrip();
    return after;
  }

  /** The shift in which the last of it was paid has the order's tip, discount and tax. */
  function complete({ orderId, countedIn }: Payment): void {
    const { order, totals, payments } = book.whole(orderId);
    const { due, paid } = paidAndDue(totals, payments, currency);
    if (isZero(paid) || !isZero(due) || countedIn === undefined) return;
    records.orders.put({ ...order, completedIn: countedIn });
  }

  const get = (id: string): Payment =>
    known(records.payments.get(id), 'payment-unknown', `There is no payment ${id}`);

  /** The payment that this request made before; it must have been for the same. */
  function repeated(
    orderId: string,
    { id }: PaymentRequest,
    kind: Payment['kind'],
  ): Payment | undefined {
    const [before] = records.payments.find({ request_id: id });
    if (!before) return undefined;
    const isSame = before.orderId === orderId && before.kind === kind;
    refuseUnless(isSame, 'id-reused', `${id} was another payment`);
    return before;
  }

  /** Stores it with the order; from here on a crash is followed up. */
  function keep(
    whole: WholeOrder,
    { id: requestId }: PaymentRequest,
    cashierId: string,
    amount: Money,
    fresh: Fresh,
  ) {
    const { order, payments } = whole;
    const at = time.now();
    const payment: Payment = {
      id: `${idPrefix}-${order.day.replaceAll('-', '')}-${order.number}-${payments.length + 1}`,
      requestId,
      orderId: order.id,
      state: 'begun',
      amount: formatAmount(amount),
      at,
      cashierId,
      isOpened: false,
      trail: [],
      ...fresh,
    };
    const counted = isFinal(payment) ? inShift(payment, openShift()) : payment;
    records.payments.put(counted);
    records.orders.put({ ...order, hasPayment: true });
    if (isFinal(counted)) complete(counted);
    return counted;
  }

  function begin(
    orderId: string,
    request: PaymentRequest,
    cashierId: string,
    fresh: (amount: Money) => Fresh,
  ): Payment {
    const stored = database.transaction(() => {
      const whole = book.whole(orderId);
      const amount = amountToPay(whole, {
        currency,
        amount: request.amount,
        paymentMax: settings.paymentMax,
        hasShift: openShift() !== undefined,
      });
      return keep(whole, request, cashierId, amount, fresh(amount));
    });
    book.tell(orderId);
    return stored;
  }

  const termsOf = ({ id, amount }: Payment, signal: AbortSignal): SaleTerms => ({
    id,
    amount,
    currency,
    subject: settings.shop.en,
    shop: settings.shopData,
    deadlineMs: settings.secondsToPay * 1_000,
    signal,
  });

  /** What the gateway says of it now. Nothing of the payment changes: it was paid. */
  async function checkPaid(id: string): Promise<void> {
    const says = await saidOf(partner, id);
    if (says !== undefined) change(id, (paid, at) => ({ ...paid, checked: { at, says } }));
  }

  const deadline = () => time.now() + settings.secondsToPay * 1_000;

  return {
    goOn: sales.goOn,
    onCall: sales.onCall,
    onState: sales.onState,
    close: sales.close,
    get,
    change,
    scan(orderId, request, cashierId) {
      const code = request.code.trim();
      const before = repeated(orderId, request, 'scan');
      if (before) return { paymentId: before.id, isSameScan: false };
      const codeHash = createHash('sha256').update(code).digest('base64url');
      const seen = seenScan(records.payments.find({ code_hash: codeHash }), orderId, time.now());
      if (seen.is === 'same') return { paymentId: seen.payment.id, isSameScan: true };
      refuseUnless(
        seen.is === 'new',
        'code-just-used',
        'This code was just read for another order',
      );
      const owner = ownerOfCode(code);
      const payment = begin(orderId, request, cashierId, () => ({
        kind: 'scan',
        deadlineAt: deadline(),
        codeHash,
        codeTail: code.slice(-4),
        ...(owner !== 'ours' && owner !== 'unknown' && { otherWallet: owner }),
      }));
      sales.begin(payment.id, (signal) => partner.collect(termsOf(payment, signal), code));
      return { paymentId: payment.id, isSameScan: false };
    },
    show(orderId, request, cashierId) {
      const before = repeated(orderId, request, 'show');
      if (before) return { paymentId: before.id };
      const payment = begin(orderId, request, cashierId, () => ({
        kind: 'show',
        deadlineAt: deadline(),
      }));
      const { notifyUrl } = settings;
      sales.begin(payment.id, (signal) =>
        partner.charge({
          ...termsOf(payment, signal),
          ...(notifyUrl !== undefined && { notifyUrl }),
          show: ({ qrCode }) => change(payment.id, (shown) => ({ ...shown, qrCode })),
        }),
      );
      return { paymentId: payment.id };
    },
    otherwise(orderId, request, cashierId) {
      const { method, given } = request;
      const before = repeated(orderId, request, method);
      if (before) return { paymentId: before.id };
      const payment = begin(orderId, request, cashierId, (amount) => ({
        kind: method,
        state: 'paid',
        decidedAt: time.now(),
        paidAt: time.now(),
        ...(given !== undefined && method === 'cash' && changeOf(amount, given, currency)),
      }));
      parts.onDecided(payment);
      return { paymentId: payment.id };
    },
    cancel(id) {
      const payment = get(id);
      if (isFinal(payment)) return payment;
      const asked = change(id, (before, now) => ({
        ...before,
        cancelAskedAt: before.cancelAskedAt ?? now,
      }));
      sales.cancel(id);
      return asked;
    },
    ask(id) {
      const payment = get(id);
      if (isOpen(payment)) sales.askNow(id);
      else if (isWallet(payment) && payment.state === 'paid') checkPaid(id).catch(parts.onError);
      return payment;
    },
    closeWithDiscrepancy(id, by, reason) {
      return change(id, (payment, at) => {
        refuseUnless(
          payment.state === 'unknown',
          'payment-not-unknown',
          'Its outcome is not unknown',
        );
        return payment.discrepancy ? payment : { ...payment, discrepancy: { at, by, reason } };
      });
    },
    clockMoved(byMs) {
      for (const { id, deadlineAt } of records.payments.find({ is_open: '1' })) {
        if (deadlineAt !== undefined)
          change(id, (payment) => ({ ...payment, deadlineAt: deadlineAt + byMs }));
      }
    },
    acknowledge(id) {
      refuseUnless(isFinal(get(id)), 'payment-open', 'It is not decided yet');
      return change(id, (payment, acknowledgedAt) =>
        needsAcknowledgement(payment) ? { ...payment, acknowledgedAt } : payment,
      );
    },
  };
}

const hasOtherStrip = (before: Payment, after: Payment): boolean =>
  before.acknowledgedAt !== after.acknowledgedAt ||
  (after.unknownSince !== undefined && before.state !== after.state);

const inShift = (payment: Payment, shiftId: string | undefined): Payment =>
  shiftId === undefined ? payment : { ...payment, countedIn: shiftId };
