import type { Api } from '../route.ts';
import { eventRoutes } from './events.ts';
import { historyRoutes } from './history.ts';
import { messageRoutes } from './messages.ts';
import { passkeyRoutes } from './passkeys.ts';
import { paymentRoutes } from './payments.ts';
import { scanRoutes } from './scan.ts';
import { settingsRoutes } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { signUpRoutes } from './sign-up.ts';
import { transferRoutes } from './transfers.ts';
import { walletRoutes } from './wallet.ts';

/** The buyer API: what a wallet app asks of a server, below `/wallet/api`. */
export const buyerApi = {
  ...signInRoutes,
  ...signUpRoutes,
  ...passkeyRoutes,
  ...walletRoutes,
  ...settingsRoutes,
  ...scanRoutes,
  ...paymentRoutes,
  ...transferRoutes,
  ...historyRoutes,
  ...messageRoutes,
  ...eventRoutes,
} as const satisfies Api;

export type BuyerApi = typeof buyerApi;
