/** What a cashier does. Every id is made once, so that a second press and a repeated request change nothing. */
import type { OrderView } from '@sampan/cashier/api';
import { machine } from '@sampan/web/shared';
import { basketOf, isEmpty, isMoreThanZero, sumOf } from '../charge/draft.ts';
import { newId } from '../ids.system.ts';
import { refusalCode, till } from './api.ts';
import { type Connection, openConnection, readTill } from './connection.ts';
import { keepOrder } from './keep-order.ts';
import { paidNow } from './paid-now.ts';
import { canTake, currencyOf, draftOrder, isLocked, type Notice, stageOf } from './state.ts';
import { dispatch, tillState } from './store.ts';

const keepCodeForMs = 30_000;

let connection: Connection | undefined;
/** A payment that was asked for and not answered yet: a second press waits for the first. */
let isAsking = false;

export function connect(): void {
  connection ??= openConnection({
    onOrder: seeOrder,
    onDeskPayment: (payment) => {
      dispatch({ is: 'deskPayment', payment });
      paidNow({ amount: payment.amount, wallet: payment.wallet });
    },
  });
}

export function disconnect(): void {
  connection?.close();
  connection = undefined;
}

export const tryNow = (): void => connection?.tryNow();

export const say = (notice: Notice | undefined): void => dispatch({ is: 'notice', notice });

function seeOrder(order: OrderView): void {
  const before = tillState().orders[order.id];
  dispatch({ is: 'order', order });
  const paid = order.payments.find(
    ({ id, state }) =>
      state === 'paid' && before?.payments.some((old) => old.id === id && old.state !== 'paid'),
  );
  if (paid && paid.kind !== 'cash' && paid.kind !== 'card') paidNow(paid);
}

/** Shows a payment; the customer's display follows. */
export function show(order: OrderView, paymentId: string): void {
  dispatch({ is: 'order', order });
  dispatch({ is: 'show', shown: { orderId: order.id, paymentId } });
}

export async function open(orderId: string, paymentId: string): Promise<void> {
  await asked(async () => {
    show(await till('GET /orders/:id', { params: { id: orderId } }), paymentId);
  });
}

/** The next customer. An open payment stays on the strip. */
export function nextCustomer(): void {
  dispatch({ is: 'newOrder', id: newId() });
}

/** Back to the basket, which stays as it is: after a refusal, or when a part was paid. */
export function backToBasket(): void {
  const stage = stageOf(tillState());
  if (stage.is === 'charge') return;
  const { order } = stage;
  const isOver = order.state !== 'open' && order.state !== 'partPaid';
  if (isOver) nextCustomer();
  else if (order.id === tillState().draft.id) dispatch({ is: 'show', shown: undefined });
  else dispatch({ is: 'resume', order });
}

/** Ends the order; nothing was paid for it. */
export async function dropOrder(): Promise<void> {
  const order = draftOrder(tillState());
  if (order && order.state === 'open') {
    await asked(() => till('POST /orders/:id/abandon', { params: { id: order.id } }));
  }
  nextCustomer();
}

/** A code was read. Without an amount it is kept for half a minute. */
export async function takeCode(code: string, isRepeat = false): Promise<void> {
  const state = tillState();
  if (!canTake(state)) return;
  const stage = stageOf(state);
  if (stage.is === 'waiting') {
    return say(isRepeat ? { is: 'sameScan', number: stage.order.number } : { is: 'codeWaits' });
  }
  if (stage.is === 'code' || stage.is === 'cancelling') return say({ is: 'codeWaits' });
  if (stage.is === 'unknown' || stage.is === 'paid') {
    if (isRepeat) return;
    nextCustomer();
  } else if (stage.is !== 'charge') backToBasket();
  const { draft } = tillState();
  if (
    !isLocked(tillState()) &&
    !isMoreThanZero(sumOf(draft, currencyOf(state)).total, currencyOf(state))
  ) {
    dispatch({ is: 'keepCode', code, until: machine.now() + keepCodeForMs });
    return say({ is: 'amountFirst', hasCode: true });
  }
  await takeMoney(async (id, amount) => {
    const params = { id: tillState().draft.id };
    return till('POST /orders/:id/scan', { params, body: { id, code, ...amount } });
  });
}

/** The code that was read before the amount was entered, if it is young enough. */
export function keptCode(): string | undefined {
  const { keptCode: kept } = tillState();
  return kept && kept.until > machine.now() ? kept.code : undefined;
}

export const showCode = (): Promise<void> =>
  takeMoney((id, amount) => {
    const params = { id: tillState().draft.id };
    return till('POST /orders/:id/show', { params, body: { id, ...amount } });
  });

export const payOtherwise = (method: 'cash' | 'card', given?: string): Promise<void> =>
  takeMoney((id, amount) => {
    const params = { id: tillState().draft.id };
    const body = { id, method, ...amount, ...(given !== undefined && { given }) };
    return till('POST /orders/:id/otherwise', { params, body });
  });

/** Money for an order that was looked at is taken for that order, not for the basket before. */
function adoptShown(): void {
  const stage = stageOf(tillState());
  if (stage.is === 'charge' || stage.order.id === tillState().draft.id) return;
  dispatch({ is: 'resume', order: stage.order });
}

/** Keeps the basket, then asks for money once, however often it is pressed. */
async function takeMoney(
  ask: (
    id: string,
    amount: { readonly amount?: string },
  ) => Promise<{
    readonly order: OrderView;
    readonly paymentId: string;
    readonly isSameScan?: boolean;
  }>,
): Promise<void> {
  if (isAsking || !canTake(tillState())) return;
  adoptShown();
  const state = tillState();
  const { draft } = state;
  const currency = currencyOf(state);
  if (!isLocked(state) && !isMoreThanZero(sumOf(draft, currency).total, currency)) {
    return say({ is: 'amountFirst', hasCode: false });
  }
  isAsking = true;
  dispatch({ is: 'keepCode', code: undefined, until: 0 });
  try {
    await asked(async () => {
      if (!isLocked(state)) await keepOrder();
      const { part } = tillState().draft;
      const answer = await ask(newId(), part === undefined ? {} : { amount: part });
      dispatch({ is: 'draft', change: { is: 'part', amount: undefined } });
      show(answer.order, answer.paymentId);
      if (answer.isSameScan) say({ is: 'sameScan', number: answer.order.number });
    });
  } finally {
    isAsking = false;
  }
}

export const cancelPayment = (paymentId: string): Promise<void> =>
  onPayment(() => till('POST /payments/:id/cancel', { params: { id: paymentId } }));

export const askAgain = (paymentId: string): Promise<void> =>
  onPayment(() => till('POST /payments/:id/ask', { params: { id: paymentId } }));

export const acknowledge = (paymentId: string): Promise<void> =>
  onPayment(() => till('POST /payments/:id/acknowledge', { params: { id: paymentId } }));

async function onPayment(call: () => Promise<{ readonly orderId: string }>): Promise<void> {
  await asked(async () => {
    const { orderId } = await call();
    const order = await till('GET /orders/:id', { params: { id: orderId } });
    dispatch({ is: 'order', order });
    dispatch({ is: 'status', status: await till('GET /status') });
  });
}

export async function signOut(): Promise<void> {
  await asked(async () => {
    nextCustomer();
    await till('POST /sign-out', {});
    await readTill();
  });
}

/** Carries out what a press asked for. A refusal becomes a sentence at the counter. */
export async function asked(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    const code = refusalCode(error);
    if (code === 'not-signed-in') await readTill().catch(() => undefined);
    say(code === undefined ? { is: 'noAnswer' } : { is: 'refusedByTill', code });
    return false;
  }
}

/** What was in the basket before the page was opened anew. */
export async function resume(order: OrderView): Promise<void> {
  const last = order.payments.at(-1);
  if (last && (order.state === 'paying' || order.state === 'unknown')) return show(order, last.id);
  if (order.state === 'open' || order.state === 'partPaid') dispatch({ is: 'resume', order });
}

export const isBasketEmpty = (): boolean => isEmpty(tillState().draft);

export const currentBasket = () => basketOf(tillState().draft, currencyOf(tillState()));
