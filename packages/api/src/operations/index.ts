import type { Api } from '../route.ts';
import { acceptanceRoutes } from './acceptance.ts';
import { adviceRoutes } from './advice.ts';
import { bankTransferRoutes } from './bank-transfers.ts';
import { calendarRoutes } from './calendar.ts';
import { clockRoutes } from './clock.ts';
import { deliveryRoutes } from './deliveries.ts';
import { exchangeRoutes } from './exchanges.ts';
import { explanationRoutes } from './explanation.ts';
import { fileRoutes } from './files.ts';
import { jobRoutes } from './jobs.ts';
import { ledgerRoutes } from './ledger.ts';
import { notificationRoutes } from './notifications.ts';
import { partnerKeyRoutes } from './partner-keys.ts';
import { partnerSftpRoutes } from './partner-sftp.ts';
import { partnerRoutes } from './partners.ts';
import { payoutRoutes } from './payouts.ts';
import { rateRoutes } from './rates.ts';
import { requestRoutes } from './requests.ts';
import { scenarioRoutes } from './scenarios.ts';
import { serverRoutes } from './server.ts';
import { settlementRoutes } from './settlement.ts';
import { staffRoutes } from './staff.ts';
import { tradeRoutes } from './trades.ts';
import { walletRoutes } from './wallets.ts';
import { worldRoutes } from './worlds.ts';

/** The operations API: what operators, the command line and the console ask of a server. */
export const operationsApi = {
  ...serverRoutes,
  ...partnerRoutes,
  ...partnerKeyRoutes,
  ...partnerSftpRoutes,
  ...staffRoutes,
  ...walletRoutes,
  ...bankTransferRoutes,
  ...tradeRoutes,
  ...notificationRoutes,
  ...deliveryRoutes,
  ...exchangeRoutes,
  ...explanationRoutes,
  ...requestRoutes,
  ...acceptanceRoutes,
  ...adviceRoutes,
  ...settlementRoutes,
  ...ledgerRoutes,
  ...fileRoutes,
  ...payoutRoutes,
  ...rateRoutes,
  ...clockRoutes,
  ...jobRoutes,
  ...calendarRoutes,
  ...scenarioRoutes,
  ...worldRoutes,
} as const satisfies Api;

export type OperationsApi = typeof operationsApi;
