import type { Call } from '../call.ts';
import type { Store } from '../store/store.ts';
import { type AlarmEvent, type Telemetry, warn } from '../telemetry.ts';
import type { Time } from '../time.ts';
import { isoTime } from '../timestamp.ts';
import { findingOf } from './finding.ts';
import { alarmAfter, outcomeOf, type SaleOutcome } from './outcome.ts';
import { type Opening, type SaleResult, sendSaleCall } from './requests.ts';
import { isFinal, isUndoing, type Sale, type SaleCall } from './sale.ts';
import { type SaleAction, type SaleEvent, type SaleSettings, step } from './step.ts';

export interface RunParts {
  readonly partner: string;
  readonly call: Call;
  readonly store: Store;
  readonly time: Time;
  readonly telemetry: Telemetry;
}

/** The order code of a sale, to be shown to the buyer. */
export interface OrderCode {
  /** The text of the QR code. */
  readonly qrCode: string;
  /** A picture of it, made by the gateway. */
  readonly picture?: string;
}

export interface Run {
  readonly settings: SaleSettings;
  readonly key: string;
  /** Only a new sale has it. */
  readonly opening?: Opening;
  readonly show?: (code: OrderCode) => unknown;
  readonly signal?: AbortSignal | undefined;
}

/** A sale that runs now. A notification about it ends its wait, and the gateway is asked. */
export interface RunningSale {
  readonly outcome: Promise<SaleOutcome>;
  notify(): void;
}

/** Carries out what the state machine says, until the sale ends or its time is over. */
export function runSale(parts: RunParts, begun: Sale, run: Run): RunningSale {
  const { time, telemetry, store, partner } = parts;
  const { settings, key, signal } = run;
  const origin = { now: time.now(), monotonicMs: time.monotonicMs() };
  const now = (): number => origin.now + (time.monotonicMs() - origin.monotonicMs);
  let sale = begun;
  let isNotified = false;
  let isUnshown = false;
  let wakeUp = (): void => undefined;
  const mustStop = (): boolean => isUnshown || signal?.aborted === true;

  /** Waits until the time is over or something wakes the sale up. */
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = time.after(ms, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });

  const save = (): Promise<void> => store.write(key, JSON.stringify(sale), !isFinal(sale));

  /** After the request that opens the sale, the store must not stop the sale: money is in it. */
  const saveIfPossible = (): Promise<void> =>
    save().catch((error: Error) =>
      alarm(
        'store-fails',
        `${error.message}; the stored state is older, and is resumed from there`,
      ),
    );

  async function live(): Promise<SaleOutcome> {
    let undoUntil = 0;
    let event: SaleEvent = { type: run.opening ? 'started' : 'resumed', now: now() };
    // Before the first byte; when this throws, nothing has happened.
    if (run.opening) await save();
    else undoUntil = event.now + settings.undoBudgetMs;
    for (;;) {
      if (!isUndoing(sale)) undoUntil = event.now + settings.undoBudgetMs;
      const before = sale;
      const stepped = step(sale, event, settings, undoUntil);
      sale = stepped.sale;
      if (sale.state.is !== before.state.is) {
        report(before);
        await saveIfPossible();
      }
      if (sale.undone !== before.undone && sale.undone === alarmAfter) {
        alarm('undo-fails', `${sale.undone} requests to cancel or refund did not succeed`);
      }
      if (sale.otherTerms !== undefined) {
        alarm('other-terms', `the gateway has ${sale.otherTerms} under this id: it was used twice`);
      }
      const { action } = stepped;
      if (action.do === 'end' || action.do === 'give-up') return outcomeOf(sale);
      event = await carryOut(action);
    }
  }

  async function carryOut(
    action: SaleAction & { readonly do: 'send' | 'wait' },
  ): Promise<SaleEvent> {
    const mayStop = !isUndoing(sale);
    if (action.do === 'wait') {
      // The signal that stopped the sale must not end the waits of its undo.
      if (!isNotified && !(mayStop && mustStop())) await wait(action.ms);
      if (mayStop && mustStop()) return { type: 'aborted', now: now() };
      if (!isNotified) return { type: 'waited', now: now() };
      isNotified = false;
      return { type: 'notified', now: now() };
    }
    const { call } = action;
    const result = await sendSaleCall(parts.call, call, sale, run.opening, {
      timeouts: { replyMs: action.withinMs },
      // A query may be left; what takes or returns money is waited for.
      ...(call === 'query' && mayStop && signal && { signal }),
    });
    const finding = findingOf(call, sale, result);
    note(call, result);
    if (finding.found === 'order') show(result);
    const isOver = finding.found === 'not-sent' || (finding.found === 'refused' && finding.isFinal);
    // The wish to stop came while the request was on its way: whatever it did is undone.
    if (mayStop && mustStop() && !isOver) return { type: 'aborted', now: now() };
    return { type: 'answered', call, finding, now: now() };
  }

  /** Adds the call to the trail, and what its reply says of the trade. */
  function note(call: SaleCall, result: SaleResult): void {
    const { outcome, attempts } = result;
    const last = attempts.at(-1);
    const at = last?.startedAt ?? isoTime(now());
    const told = last?.reason === undefined ? outcome : `${outcome}: ${last.reason}`;
    const reply = 'reply' in result ? result.reply : undefined;
    const tradeId = textOf(reply?.['alipay_trans_id'] ?? reply?.['trade_no']);
    const wallet = textOf(reply?.['payment_inst']);
    const status = textOf(reply?.['alipay_trans_status']);
    const paidAt = textOf(reply?.['alipay_pay_time']);
    sale = {
      ...sale,
      ...(tradeId !== undefined && { tradeId }),
      ...(wallet !== undefined && { wallet }),
      ...(status !== undefined && { status }),
      ...(paidAt !== undefined && { paidAt }),
      trail: [...sale.trail, { call, at, result: told }].slice(-trailMax),
    };
  }

  function show(result: SaleResult): void {
    if (result.outcome !== 'success') return;
    const qrCode = textOf(result.reply['qr_code']) ?? '';
    const picture = textOf(result.reply['pic_url']);
    try {
      const shown = run.show?.({ qrCode, ...(picture !== undefined && { picture }) });
      if (shown !== undefined) Promise.resolve(shown).catch(stopUnshown);
    } catch (error) {
      stopUnshown(error);
    }
  }

  /** Without its code the order cannot be paid: it is cancelled, as if the caller had stopped it. */
  function stopUnshown(error: unknown): void {
    warn(error);
    isUnshown = true;
    wakeUp();
  }

  const report = ({ id, state }: Sale): void =>
    telemetry.state(() => ({
      partner,
      sale: id,
      at: isoTime(now()),
      from: state.is,
      to: sale.state.is,
    }));

  const alarm = (why: AlarmEvent['why'], message: string): void =>
    telemetry.alarm(() => ({ partner, sale: sale.id, why, message }));

  const stop = (): void => wakeUp();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    outcome: live().finally(() => signal?.removeEventListener('abort', stop)),
    notify() {
      isNotified = true;
      wakeUp();
    },
  };
}

/** Of a long sale the last calls are kept. */
const trailMax = 60;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
