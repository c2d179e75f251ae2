/**
 * Keeps the basket at the till's server as an order while it is filled, so that it has a number, the customer sees
 * it, and a dead page loses nothing. The newest basket is sent; one request is on its way at a time.
 */
import { machine } from '@sampan/web/shared';
import { basketOf, type Draft, isEmpty } from '../charge/draft.ts';
import { refusalCode, till, tillAtTheEnd } from './api.ts';
import { rememberOrder } from './remember.system.ts';
import { canTake, currencyOf, isLocked } from './state.ts';
import { dispatch, subscribe, tillState } from './store.ts';

const settleMs = 250;

let sent: Draft | undefined;
let running: Promise<void> = Promise.resolve();
let cancelTimer: () => void = () => undefined;

/** Watches the basket; the returned function ends it. */
export function keepOrders(): () => void {
  let seen = tillState().draft;
  window.addEventListener('pagehide', keepAtTheEnd);
  const unsubscribe = subscribe(() => {
    const { draft } = tillState();
    if (draft === seen) return;
    const isNew = draft.id !== seen.id;
    seen = draft;
    cancelTimer();
    if (isNew) settleDraft();
    else cancelTimer = machine.after(settleMs, () => void keepOrder().catch(() => undefined));
  });
  return () => {
    window.removeEventListener('pagehide', keepAtTheEnd);
    unsubscribe();
  };
}

/** What was typed just now leaves with the page: this request outlives it. */
function keepAtTheEnd(): void {
  const state = tillState();
  const { draft } = state;
  if (!canTake(state) || isLocked(state) || draft === sent) return;
  const known = state.orders[draft.id];
  if (isEmpty(draft) && !known) return;
  const body = basketOf(draft, currencyOf(state));
  if (known && JSON.stringify(known.basket) === JSON.stringify(body)) return;
  cancelTimer();
  rememberOrder(draft.id);
  void tillAtTheEnd('PUT /orders/:id', { params: { id: draft.id }, body }).catch(() => undefined);
}

/** The customer's display and the page's memory follow the basket. */
function settleDraft(): void {
  const { draft, orders } = tillState();
  const isKnown = orders[draft.id] !== undefined;
  rememberOrder(isKnown ? draft.id : undefined);
  void showToCustomer(isKnown ? { orderId: draft.id } : {});
}

/** Sends the basket as it is now; rejects when the till did not keep it. */
export function keepOrder(): Promise<void> {
  cancelTimer();
  const next = running.catch(() => undefined).then(keepLatest);
  running = next;
  return next;
}

async function keepLatest(): Promise<void> {
  const state = tillState();
  const { draft } = state;
  const known = state.orders[draft.id];
  if (!canTake(state) || isLocked(state) || draft === sent) return;
  if (isEmpty(draft) && !known) return;
  const body = basketOf(draft, currencyOf(state));
  try {
    const order = await till('PUT /orders/:id', { params: { id: draft.id }, body });
    sent = draft;
    dispatch({ is: 'order', order });
    if (known) return;
    rememberOrder(draft.id);
    await showToCustomer({ orderId: draft.id });
  } catch (error) {
    const code = refusalCode(error);
    if (code !== undefined) dispatch({ is: 'notice', notice: { is: 'refusedByTill', code } });
    throw error;
  }
}

const channel = new BroadcastChannel('till-display');

/** Displays of this device get a word at once; those of others get it from the server. */
export async function showToCustomer(body: {
  readonly orderId?: string;
  readonly refundId?: string;
}): Promise<void> {
  try {
    channel.postMessage(await till('PUT /display', { body }));
  } catch {
    // The display shows that it has no connection by itself.
  }
}
