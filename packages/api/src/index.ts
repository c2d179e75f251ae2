/** Our own HTTP APIs, each route declared once. */
export type { BankTransferView } from './bank-transfer.ts';
export type { BillView } from './buyer/bill.ts';
export type { BuyerEvents } from './buyer/events.ts';
export { type BuyerApi, buyerApi } from './buyer/index.ts';
export type { MessageView } from './buyer/messages.ts';
export type { PasskeyAssertion, PasskeyView } from './buyer/passkeys.ts';
export type { ScannedView } from './buyer/scan.ts';
export type { SessionView, SettingsView } from './buyer/settings.ts';
export type { BalanceView, BuyerWalletView } from './buyer/wallet.ts';
export { type Fault, findFault } from './fault.ts';
export { amount, day, fields, givenAmount, oneOf, page, pageQuery, time } from './kinds.ts';
export type { CaseVerdictView } from './operations/acceptance.ts';
export type { PartnerAdviceView } from './operations/advice.ts';
export type { CalendarDayView } from './operations/calendar.ts';
export type { DeliveryView } from './operations/deliveries.ts';
export type { ExchangeView, OrderStateView, WholeExchangeView } from './operations/exchanges.ts';
export type { ExplanationView } from './operations/explanation.ts';
export type { BrokenFileView, FileView } from './operations/files.ts';
export { type OperationsApi, operationsApi } from './operations/index.ts';
export { type JobName, jobNames } from './operations/job-names.ts';
export type { JobView, WaitingForView } from './operations/jobs.ts';
export type {
  AccountLineView,
  AccountView,
  LedgerEntryView,
  TrialBalanceView,
} from './operations/ledger.ts';
export type { AttemptView, NotificationView } from './operations/notifications.ts';
export type { PartnerKeysView, PartnerKeyView } from './operations/partner-keys.ts';
export type { SftpLogInView } from './operations/partner-sftp.ts';
export type { PartnerView } from './operations/partners.ts';
export type { NotOrderedView, PayoutOrderView, PayoutsView } from './operations/payouts.ts';
export type { RateView } from './operations/rates.ts';
export {
  type Scenario,
  type ScenarioStep,
  type ScenarioTest,
  type ScenarioWait,
  type ScenarioWhen,
  scenario,
} from './operations/scenario.ts';
export type { NearMissView, ScenarioView } from './operations/scenarios.ts';
export type { AuditView, HealthView } from './operations/server.ts';
export type { BatchView, PartnerDayView } from './operations/settlement.ts';
export type {
  EntryView,
  OrderView,
  RefundView,
  TradeView,
  WholeTradeView,
} from './operations/trades.ts';
export type { PaidTradeView, WalletView } from './operations/wallets.ts';
export type { NewWorldView, WorldView } from './operations/worlds.ts';
export type { ApprovalView } from './partner/approvals.ts';
export type { PortalCodeView, PortalShopView } from './partner/codes.ts';
export { type PartnerApi, partnerAccess, partnerApi } from './partner/index.ts';
export type { PortalDeliveryView, PortalKeysView } from './partner/integration.ts';
export type { LogEntryView, MemberView } from './partner/members.ts';
export type { OverviewView } from './partner/overview.ts';
export {
  mayDo,
  type Permission,
  permissions,
  type Role,
  roles,
  rolesWith,
} from './partner/roles.ts';
export type { PortalBatchView, PortalFileView } from './partner/settlement.ts';
export type { SignedInAsView, StaffSessionView } from './partner/sign-in.ts';
export type {
  MomentView,
  PortalTradeView,
  ReturnedView,
  WholePortalTradeView,
} from './partner/trades.ts';
export type {
  Api,
  Asked,
  Fixed,
  Method,
  ObjectName,
  ObjectRoute,
  Received,
  Reply,
  Route,
  StreamName,
  StreamRoute,
} from './route.ts';
