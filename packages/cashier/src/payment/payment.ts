/**
 * A payment takes a part of an order, or all of it. A wallet's payment is a sale of the SDK with the
 * same id; cash and cards are paid when they are recorded.
 *
 * ```
 * begun ──► waiting ──► paid | notPaid
 *   │          ▼             ▲
 *   └────► cancelling ───────┤
 *              ▼             │
 *           unknown ─────────┘
 * ```
 *
 * Unknown stays unknown until the gateway says what happened. No person declares it paid.
 */
import {
  businessDate,
  type Currency,
  instant,
  type Money,
  required,
  zero,
} from '@sampan/primitives';
import { parseAmount, type SaleOutcome } from '@sampan/sdk';
import type { PaymentState, TrailEntryView } from '../api/index.ts';

export interface Payment {
  /** The id that the gateway knows. */
  readonly id: string;
  /** Made by the page, once. */
  readonly requestId: string;
  readonly orderId: string;
  /** `desk`: the customer scanned the desk's static code; the gateway made the order. */
  readonly kind: 'scan' | 'show' | 'desk' | 'cash' | 'card';
  readonly state: PaymentState;
  readonly amount: string;
  readonly at: number;
  readonly cashierId: string;
  readonly deadlineAt?: number;
  readonly codeHash?: string;
  readonly codeTail?: string;
  readonly qrCode?: string;
  /** The customer has the order on the phone. */
  readonly isOpened: boolean;
  readonly given?: string;
  readonly change?: string;
  /** The cashier asked for it; otherwise the time ran out. */
  readonly cancelAskedAt?: number;
  readonly unknownSince?: number;
  readonly asksAgainAt?: number;
  readonly decidedAt?: number;
  readonly paidAt?: number;
  readonly why?: 'refused' | 'not-sent' | 'closed' | 'cancelled' | 'refunded';
  readonly code?: string;
  readonly means?: string;
  readonly otherWallet?: string;
  readonly wallet?: string;
  readonly tradeId?: string;
  readonly trail: readonly TrailEntryView[];
  readonly discrepancy?: Discrepancy;
  /** What the gateway said when it was asked about a paid one. */
  readonly checked?: { readonly at: number; readonly says: 'paid' | 'returned' | 'not-known' };
  /** A late outcome that a person has seen. */
  readonly acknowledgedAt?: number;
  /** The shift whose Z has it: the one in which the till learned the outcome. */
  readonly countedIn?: string;
}

export interface Discrepancy {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly clearedAt?: number;
  readonly clearedBy?: 'gateway' | 'file';
}

export const isFinal = ({ state }: Payment): boolean => state === 'paid' || state === 'notPaid';
export const isOpen = (payment: Payment): boolean => !isFinal(payment);
export const isWallet = ({ kind }: Pick<Payment, 'kind'>): boolean =>
  kind !== 'cash' && kind !== 'card';

/** A discrepancy that nothing has explained. */
export const hasOpenDiscrepancy = ({ discrepancy }: Payment): boolean =>
  discrepancy !== undefined && discrepancy.clearedAt === undefined;

/** It was unknown, is decided, and a person should see how it ended. */
export const needsAcknowledgement = (payment: Payment): boolean =>
  isFinal(payment) && payment.unknownSince !== undefined && payment.acknowledgedAt === undefined;

export const amountOf = (
  { amount, id }: Pick<Payment, 'amount' | 'id'>,
  currency: Currency,
): Money =>
  required(parseAmount(amount, currency), `the amount of ${id} was checked before it was stored`);

export const paidAmount = (payment: Payment, currency: Currency): Money =>
  payment.state === 'paid' ? amountOf(payment, currency) : zero(currency);

/** The gateway's day on which it was paid. */
export const paidDay = ({ state, paidAt }: Payment): string | undefined =>
  state === 'paid' && paidAt !== undefined ? businessDate(instant(paidAt)) : undefined;

/** The SDK has gone from one state to another. Once unknown, it stays so until it is decided. */
export function moved(payment: Payment, to: string): Payment {
  if (isFinal(payment) || payment.state === 'unknown') return payment;
  if (to === 'waiting') return { ...payment, state: 'waiting' };
  if (to === 'cancelling' || to === 'refunding') return { ...payment, state: 'cancelling' };
  return payment;
}

/** One request about it has ended. */
export function noted(payment: Payment, entry: TrailEntryView, isOpened: boolean): Payment {
  const trail = [...payment.trail, entry].slice(-trailMax);
  return { ...payment, trail, isOpened: payment.isOpened || isOpened };
}

/** The SDK's outcome. A decided payment never changes again. */
export function settled(payment: Payment, outcome: SaleOutcome, now: number): Payment {
  if (isFinal(payment)) return payment;
  const { tradeId, wallet } = outcome;
  const known = {
    ...payment,
    ...(tradeId !== undefined && { tradeId }),
    ...(wallet !== undefined && { wallet }),
  };
  switch (outcome.outcome) {
    case 'unknown':
      return { ...known, state: 'unknown', unknownSince: payment.unknownSince ?? now };
    case 'paid':
      return decided({ ...known, state: 'paid', paidAt: timeOf(outcome.paidAt) ?? now }, now);
    case 'notPaid': {
      const { why, code, means } = outcome;
      return decided(
        {
          ...known,
          state: 'notPaid',
          why,
          ...(code !== undefined && { code }),
          ...(means !== undefined && { means }),
        },
        now,
      );
    }
  }
}

/** The till died before the SDK began: no byte was sent. */
export const neverSent = (payment: Payment, now: number): Payment =>
  isFinal(payment) ? payment : decided({ ...payment, state: 'notPaid', why: 'not-sent' }, now);

function decided(payment: Payment, now: number): Payment {
  const { asksAgainAt: _, qrCode: __, discrepancy, ...rest } = payment;
  const isExplained = discrepancy && discrepancy.clearedAt === undefined;
  return {
    ...rest,
    decidedAt: now,
    ...(discrepancy && {
      discrepancy: isExplained
        ? { ...discrepancy, clearedAt: now, clearedBy: 'gateway' }
        : discrepancy,
    }),
  };
}

/** `yyyyMMddHHmmss`, GMT+8. */
function timeOf(text: string | undefined): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text ?? '') ?? [];
  const [year, month, day, hour, minute, second] = parts;
  if (second === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
}

/** Of a long payment the last requests are kept. */
const trailMax = 60;

/**
 * Which side gave no answer, by the requests that asked: the customer, when the gateway knew of a payment
 * that waits; the gateway, when every question was without an answer.
 */
export function silentSide({
  trail,
  kind,
}: Pick<Payment, 'trail' | 'kind'>): 'gateway' | 'customer' | undefined {
  const asked = trail.filter(({ call }) => call === 'query' || call === 'open');
  const last = asked.at(-1);
  if (!last) return undefined;
  if (isSilence(last.result)) return 'gateway';
  return kind === 'show' || /^(success|unknown: pending)/.test(last.result)
    ? 'customer'
    : undefined;
}

/** No answer came, as against one that says "I do not know". */
export const isSilence = (result: string): boolean =>
  /^unknown: (?:not-sent|broken|timed-out|http-status|unbelievable)/.test(result);
