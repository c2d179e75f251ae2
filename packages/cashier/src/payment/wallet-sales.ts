/**
 * Follows the sale of each open payment until it is decided: the SDK takes it, asks, and cancels; when its
 * time is over and the outcome is unknown, it is resumed every few seconds, while the cashier serves the
 * next customer. After a restart every open payment is followed again.
 */
import type { CallEvent, Partner, SaleOutcome, StateEvent } from '@sampan/sdk';
import type { TillParts } from '../parts.ts';
import { wait } from '../wait.ts';
import { callOf, resultText } from './gateway-health.ts';
import { isFinal, isOpen, moved, neverSent, noted, type Payment, settled } from './payment.ts';

export interface WalletSales {
  /** Begins a payment that is stored already. */
  begin(id: string, start: (signal: AbortSignal) => Promise<SaleOutcome>): void;
  /** Goes on with every open payment that is not followed. */
  goOn(): void;
  cancel(id: string): void;
  askNow(id: string): void;
  onCall(event: CallEvent): void;
  onState(event: StateEvent): void;
  /** Follows no longer. What the SDK has begun is resumed by the next start. */
  close(): void;
}

interface Followed {
  readonly stop: AbortController;
  wake: AbortController;
}

export interface SalesParts extends TillParts {
  readonly resume: Partner['resume'];
  /** Changes a stored payment, and publishes its order. */
  readonly change: (id: string, how: (payment: Payment, now: number) => Payment) => Payment;
}

export function createWalletSales({
  records,
  time,
  askAgainMs,
  onError,
  resume,
  change,
}: SalesParts): WalletSales {
  const followed = new Map<string, Followed>();
  let isClosed = false;

  async function follow(
    id: string,
    begin: (signal: AbortSignal) => Promise<SaleOutcome | undefined>,
  ): Promise<void> {
    const own: Followed = { stop: new AbortController(), wake: new AbortController() };
    followed.set(id, own);
    let ask = begin;
    for (;;) {
      const ended = await ask(own.stop.signal).catch(failed);
      if (isClosed) return;
      const payment = change(id, (before, now) => after(before, ended, now));
      if (isFinal(payment)) return void followed.delete(id);
      own.wake = new AbortController();
      await wait(time, askAgainMs, own.wake.signal);
      if (isClosed) return;
      change(id, ({ asksAgainAt: _, ...rest }) => rest);
      ask = (signal) => resume(id, { signal });
    }
  }

  function failed(error: unknown): 'failed' {
    onError(error);
    return 'failed';
  }

  function after(before: Payment, ended: SaleOutcome | undefined | 'failed', now: number): Payment {
    // Nothing in the SDK's store: the till died before the first byte.
    if (ended === undefined) return neverSent(before, now);
    const payment: Payment =
      ended === 'failed'
        ? { ...before, state: 'unknown', unknownSince: before.unknownSince ?? now }
        : settled(before, ended, now);
    return isFinal(payment) ? payment : { ...payment, asksAgainAt: now + askAgainMs };
  }

  const start = (
    id: string,
    begin: (signal: AbortSignal) => Promise<SaleOutcome | undefined>,
  ): void => void follow(id, begin).catch(onError);

  return {
    begin: start,
    goOn() {
      for (const { id } of records.payments.find({ is_open: '1' })) {
        if (!followed.has(id)) start(id, (signal) => resume(id, { signal }));
      }
    },
    cancel(id) {
      followed.get(id)?.stop.abort();
      followed.get(id)?.wake.abort();
    },
    askNow: (id) => followed.get(id)?.wake.abort(),
    onCall(event) {
      const about = callOf(event);
      const payment = about && records.payments.get(about.paymentId);
      if (isClosed || !payment || !isOpen(payment)) return;
      const { call } = about;
      const { startedAt: at, outcome, reply } = event;
      const isOpened =
        call === 'query' &&
        outcome === 'success' &&
        reply?.['alipay_trans_status'] === 'WAIT_BUYER_PAY';
      change(payment.id, (before) =>
        noted(before, { at, call, result: resultText(event) }, isOpened),
      );
    },
    onState({ sale, to }) {
      const payment = records.payments.get(sale);
      if (isClosed || !payment || moved(payment, to) === payment) return;
      change(sale, (before) => moved(before, to));
    },
    close() {
      isClosed = true;
      for (const { wake } of followed.values()) wake.abort();
    },
  };
}
