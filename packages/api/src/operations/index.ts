import type { Api } from '../route.ts';
import { deliveryRoutes } from './deliveries.ts';
import { fileRoutes } from './files.ts';
import { notificationRoutes } from './notifications.ts';
import { partnerRoutes } from './partners.ts';
import { settlementRoutes } from './settlement.ts';
import { tradeRoutes } from './trades.ts';
import { walletRoutes } from './wallets.ts';

/** The operations API: what operators, the command line and the console ask of a server. */
export const operationsApi = {
  ...partnerRoutes,
  ...walletRoutes,
  ...tradeRoutes,
  ...notificationRoutes,
  ...deliveryRoutes,
  ...settlementRoutes,
  ...fileRoutes,
} as const satisfies Api;

export type OperationsApi = typeof operationsApi;
