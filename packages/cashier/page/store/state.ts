/** What the page knows, and how it changes: a pure reducer. Nothing here decides that a payment was made. */
import type {
  AsOf,
  DeskPaymentView,
  OrderView,
  PaymentView,
  ShiftView,
  TillStatusView,
  TillView,
} from '@sampan/cashier/api';
import { type Currency, isCurrency } from '@sampan/primitives';
import {
  type Draft,
  type DraftAction,
  draftAfter,
  draftFrom,
  emptyDraft,
} from '../charge/draft.ts';

/** A sentence at the counter; its words are in the catalogue. */
export type Notice =
  | { readonly is: 'amountFirst'; readonly hasCode: boolean }
  | { readonly is: 'sameScan'; readonly number: string }
  | { readonly is: 'unreadable' }
  | { readonly is: 'codeWaits' }
  | { readonly is: 'itemUnknown'; readonly barcode: string }
  | { readonly is: 'refusedByTill'; readonly code: string }
  | { readonly is: 'noAnswer' };

export interface Shown {
  readonly orderId: string;
  readonly paymentId: string;
}

export interface TillState {
  readonly till: TillView | undefined;
  readonly status: TillStatusView | undefined;
  readonly shift: ShiftView | null;
  /** When an event last told the shift. */
  readonly shiftAsOf: AsOf | undefined;
  /** Newest first. */
  readonly recent: readonly OrderView[];
  readonly orders: Readonly<Record<string, OrderView>>;
  readonly deskPayment: DeskPaymentView | undefined;
  readonly draft: Draft;
  /** The payment in the middle of the screen; without one it is the basket. */
  readonly shown: Shown | undefined;
  /** A code that was read before there was an amount. */
  readonly keptCode: { readonly code: string; readonly until: number } | undefined;
  readonly notice: Notice | undefined;
  readonly connection: 'opening' | 'there' | 'gone';
  readonly goneSince: number | undefined;
  readonly lastTry: number | undefined;
}

export type TillAction =
  | { readonly is: 'till'; readonly till: TillView }
  | { readonly is: 'status'; readonly status: TillStatusView }
  | { readonly is: 'shift'; readonly shift: ShiftView | null; readonly asOf?: AsOf }
  | { readonly is: 'recent'; readonly orders: readonly OrderView[] }
  | { readonly is: 'order'; readonly order: OrderView }
  | { readonly is: 'deskPayment'; readonly payment: DeskPaymentView }
  | { readonly is: 'draft'; readonly change: DraftAction }
  | { readonly is: 'newOrder'; readonly id: string }
  | { readonly is: 'resume'; readonly order: OrderView }
  | { readonly is: 'show'; readonly shown: Shown | undefined }
  | { readonly is: 'keepCode'; readonly code: string | undefined; readonly until: number }
  | { readonly is: 'notice'; readonly notice: Notice | undefined }
  | { readonly is: 'beat' }
  | { readonly is: 'gone'; readonly at: number };

export const startState = (id: string): TillState => ({
  till: undefined,
  status: undefined,
  shift: null,
  shiftAsOf: undefined,
  recent: [],
  orders: {},
  deskPayment: undefined,
  draft: emptyDraft(id),
  shown: undefined,
  keptCode: undefined,
  notice: undefined,
  connection: 'opening',
  goneSince: undefined,
  lastTry: undefined,
});

export const currencyOf = ({ till }: TillState): Currency => {
  const currency = till?.currency ?? 'HKD';
  return isCurrency(currency) ? currency : 'HKD';
};

const recentMax = 5;

export function tillAfter(state: TillState, action: TillAction): TillState {
  switch (action.is) {
    case 'till':
      return withTill(state, laterOf(state.till, action.till));
    case 'status':
      return { ...state, status: laterOf(state.status, action.status) };
    case 'shift':
      return { ...state, shift: action.shift, shiftAsOf: action.asOf ?? state.shiftAsOf };
    case 'recent':
      return withRead(state, action.orders);
    case 'order':
      return withRecent(withOrder(state, action.order), action.order);
    case 'deskPayment':
      return { ...state, deskPayment: action.payment };
    case 'draft':
      return withDraft(state, action.change);
    case 'newOrder':
      return { ...state, draft: emptyDraft(action.id), shown: undefined, notice: undefined };
    case 'resume':
      return {
        ...withOrder(state, action.order),
        draft: draftFrom(action.order.id, action.order.basket),
        shown: undefined,
        notice: undefined,
      };
    case 'show':
      return { ...state, shown: action.shown, notice: undefined };
    case 'keepCode': {
      const { code, until } = action;
      return { ...state, keptCode: code === undefined ? undefined : { code, until } };
    }
    case 'notice':
      return { ...state, notice: action.notice };
    case 'beat':
      if (state.connection === 'there') return state;
      return { ...state, connection: 'there', goneSince: undefined, lastTry: undefined };
    case 'gone':
      return {
        ...state,
        connection: 'gone',
        goneSince: state.goneSince ?? action.at,
        lastTry: action.at,
      };
  }
}

function withDraft(state: TillState, change: DraftAction): TillState {
  // What was paid in part has its basket; only how to go on may change.
  if (isLocked(state) && change.is !== 'part') return state;
  const draft = draftAfter(state.draft, change, currencyOf(state));
  return { ...state, draft, notice: undefined };
}

/** Replies and events overtake each other: what the till said later stands. */
const laterOf = <Told extends { readonly asOf: AsOf }>(
  known: Told | undefined,
  told: Told,
): Told => (known && isLater(known.asOf, told.asOf) ? known : told);

const isLater = (one: AsOf, other: AsOf): boolean => one.run === other.run && one.step > other.step;

function withTill(state: TillState, till: TillView): TillState {
  const { shiftAsOf } = state;
  const isOvertaken = shiftAsOf !== undefined && isLater(shiftAsOf, till.asOf);
  return { ...state, till, shift: isOvertaken ? state.shift : till.shift };
}

function withOrder(state: TillState, told: OrderView): TillState {
  const order = laterOf(state.orders[told.id], told);
  return { ...state, orders: { ...state.orders, [order.id]: order } };
}

/** The last orders as they were read, and those whose first payment began after that. */
function withRead(state: TillState, read: readonly OrderView[]): TillState {
  const lastRead = Math.max(0, ...read.map(({ asOf }) => asOf.step));
  const begunSince = state.recent.filter(
    ({ id, asOf }) =>
      !read.some((each) => each.id === id || each.asOf.run !== asOf.run) && asOf.step > lastRead,
  );
  const after = read.reduce(withOrder, state);
  const recent = [...begunSince, ...read].map((told) => laterOf(state.orders[told.id], told));
  return { ...after, recent: recent.slice(0, recentMax) };
}

function withRecent(state: TillState, told: OrderView): TillState {
  const order = laterOf(state.orders[told.id], told);
  if (order.payments.length === 0) return state;
  const others = state.recent.filter(({ id }) => id !== order.id);
  const newestFirst = [order, ...others].sort((a, b) => b.number.localeCompare(a.number));
  const known = state.recent.some(({ id }) => id === order.id);
  const list = known ? state.recent.map((old) => (old.id === order.id ? order : old)) : newestFirst;
  return { ...state, recent: list.slice(0, recentMax) };
}

export const draftOrder = ({ draft, orders }: TillState): OrderView | undefined => orders[draft.id];

/** Whether a part of the basket was paid, so that it cannot change. */
export function isLocked(state: TillState): boolean {
  const order = draftOrder(state);
  return order !== undefined && order.state === 'partPaid';
}

export interface PaymentStage {
  readonly is:
    | 'waiting'
    | 'code'
    | 'cancelling'
    | 'unknown'
    | 'paid'
    | 'partPaid'
    | 'refused'
    | 'notPaid';
  readonly order: OrderView;
  readonly payment: PaymentView;
}

export type Stage = PaymentStage | { readonly is: 'charge' };

/** What is in the middle of the screen. */
export function stageOf(state: TillState): Stage {
  const { shown, orders } = state;
  const order = shown && orders[shown.orderId];
  const payment = order?.payments.find(({ id }) => id === shown?.paymentId);
  if (!order || !payment) return { is: 'charge' };
  return { is: stageIs(order, payment), order, payment };
}

/** What a payment looks like in the middle of the screen. */
export function stageIs(order: OrderView, payment: PaymentView): PaymentStage['is'] {
  switch (payment.state) {
    case 'begun':
    case 'waiting':
      return payment.kind === 'show' ? 'code' : 'waiting';
    case 'cancelling':
      return 'cancelling';
    case 'unknown':
      return 'unknown';
    case 'paid':
      return order.state === 'partPaid' ? 'partPaid' : 'paid';
    case 'notPaid':
      return payment.why === 'refused' || payment.why === 'not-sent' ? 'refused' : 'notPaid';
  }
}

/** Whether the till may take money now: it has a server, a cashier and a shift. */
export const canTake = ({ connection, till, shift }: TillState): boolean =>
  connection === 'there' && !!till?.session && shift !== null;
