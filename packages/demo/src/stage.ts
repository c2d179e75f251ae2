/** What every scene of the demo uses. */

import type { Caller } from './call-gateway.ts';
import type { Exchange } from './exchange.ts';
import type { Operations } from './operations.ts';
import type { Receiver } from './receiver.ts';

export interface Stage {
  readonly operations: Operations;
  /** The partner of the scene. */
  readonly caller: Caller;
  /** Phone numbers. */
  readonly hongKong: string;
  readonly mainland: string;
  /** Receives notifications of payments and refunds. */
  readonly receiver: Receiver;
  /** New for every run, because the gateway repeats its answer for a known id. */
  readonly run: string;
}

/** Exchanges in order; the player stops at the first failure. */
export type Scene = (stage: Stage) => AsyncGenerator<Exchange>;

/**
 * The gateway compares the timestamp with its own clock, which may have been moved in a sandbox.
 */
export async function businessTimeMs(operations: Operations): Promise<string> {
  const { now } = await operations.call('GET /admin/clock');
  return String(Date.parse(now));
}

/** A fresh payment code of a buyer's wallet. */
export async function freshCode(operations: Operations, phone: string): Promise<string> {
  const params = { id: phone };
  const { code } = await operations.call('POST /admin/wallets/:id/codes', { params });
  return code;
}

/** The Hong Kong partner's shop. */
export const shop = {
  secondary_merchant_id: 'tea-house',
  secondary_merchant_name: 'Demo Tea House Limited',
  secondary_merchant_industry: '5812',
} as const;

export const store = { store_id: 'central', store_name: 'Demo Tea House, Central' } as const;

/** The standard partner's. */
export const surfShop = {
  secondary_merchant_id: 'surf-shop',
  secondary_merchant_name: 'Demo Surf Shop Pty Ltd',
  secondary_merchant_industry: '5941',
} as const;

export const surfStore = { store_id: 'bondi', store_name: 'Demo Surf Shop, Bondi' } as const;
