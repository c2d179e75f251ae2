/** JSON over HTTP for our own programs: the operations API, the buyer's side for a wallet app, and the portal's side for a partner's staff. */
export { buyerApi } from './buyer/buyer-api.http.ts';
export type { BuyerDependencies } from './buyer/dependencies.ts';
export type { WalletChanges } from './buyer/live-updates.ts';
export { WalletHints, type WalletHintsOptions } from './buyer/wallet-hints.postgres.ts';
export type { Access, OperationsDependencies } from './dependencies.ts';
export { type JobStatus, type Jobs, JobWaits, waitsForText } from './jobs.ts';
export { createPartner, type StoringParts, storePartner } from './new-partner.ts';
export { openWallet } from './new-wallet.ts';
export { createOperations } from './operations.http.ts';
export type { PortalDependencies } from './portal/dependencies.ts';
export { portalApi } from './portal/portal-api.http.ts';
export { readOverview } from './portal/read-overview.ts';
export { ReplyNotAsDeclared } from './serve.http.ts';
export type { WorldMade, WorldsOfApi, WorldWanted } from './worlds.ts';
