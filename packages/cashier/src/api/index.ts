/** The till's API, below `/api`: what its page asks of its server. */
import type { Api } from '@sampan/api';
import { cashierRoutes } from './cashiers.ts';
import { connectionCheckRoutes } from './connection-check.ts';
import { dayRoutes } from './day.ts';
import { deskCodeRoutes } from './desk-code.ts';
import { displayRoutes } from './display.ts';
import { eventRoutes } from './events.ts';
import { orderRoutes } from './order.ts';
import { paymentRoutes } from './payment.ts';
import { printingRoutes } from './printing.ts';
import { refundRoutes } from './refund.ts';
import { shiftRoutes } from './shift.ts';
import { tillRoutes } from './till.ts';

export const tillApi = {
  ...tillRoutes,
  ...cashierRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...refundRoutes,
  ...shiftRoutes,
  ...dayRoutes,
  ...printingRoutes,
  ...displayRoutes,
  ...deskCodeRoutes,
  ...connectionCheckRoutes,
  ...eventRoutes,
} as const satisfies Api;

/**
 * ```ts
 * const till = createClient<TillApi>({ url: '/api', fetch });
 * const order = await till('PUT /orders/:id', { params: { id }, body: basket });
 * ```
 */
export type TillApi = typeof tillApi;

export type { Basket, BasketLine, BasketPart } from './basket.ts';
export type { CashierView, ListedCashierView } from './cashiers.ts';
export { type ConnectionCheckView, checkSteps } from './connection-check.ts';
export type { DayView, VerdictView } from './day.ts';
export type { DeskCodeView, DeskPaymentView } from './desk-code.ts';
export { type DisplayView, displayStates } from './display.ts';
export { beatEveryMs, type TillEvents } from './events.ts';
export type { Words } from './kinds.ts';
export {
  type AsOf,
  type OrderState,
  type OrderView,
  orderStates,
  type TotalsView,
} from './order.ts';
export {
  type PaymentState,
  type PaymentView,
  paymentStates,
  type TrailEntryView,
} from './payment.ts';
export type { PrintedView } from './printing.ts';
export { type RefundState, type RefundView, refundStates } from './refund.ts';
export { type RefusalText, refusalTexts } from './refusal-texts.ts';
export type { ReportView, ShiftView, ZLineView, ZView } from './shift.ts';
export type { ItemView, TillStatusView, TillView } from './till.ts';
