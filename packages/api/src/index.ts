/** Our own HTTP APIs, each route declared once. */
export { type Fault, findFault } from './fault.ts';
export type { DeliveryView } from './operations/deliveries.ts';
export type { FileView } from './operations/files.ts';
export { type OperationsApi, operationsApi } from './operations/index.ts';
export type { AttemptView, NotificationView } from './operations/notifications.ts';
export type { PartnerView } from './operations/partners.ts';
export type { BatchView, PartnerDayView } from './operations/settlement.ts';
export type {
  EntryView,
  OrderView,
  RefundView,
  TradeView,
  WholeTradeView,
} from './operations/trades.ts';
export type { PaidTradeView, WalletView } from './operations/wallets.ts';
export type { Api, Asked, Fixed, Method, Received, Reply, Route } from './route.ts';
