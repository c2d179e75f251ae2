/** What every scene of the demo has. */
import type { Operations } from '../commands/operations-client.ts';
import type { Caller } from './call-gateway.ts';
import type { Exchange } from './exchange.ts';
import type { Receiver } from './receiver.ts';

export interface Stage {
  readonly operations: Operations;
  readonly caller: Caller;
  /** Phone numbers. */
  readonly hongKong: string;
  readonly mainland: string;
  readonly receiver: Receiver;
  /** New at every run: the gateway repeats its answer for an id that it knows. */
  readonly run: string;
}

/** One exchange after the other; whoever plays them stops at the first that fails. */
export type Scene = (stage: Stage) => AsyncGenerator<Exchange>;

/** The gateway compares a request's time with its own, which in a sandbox may have been moved. */
export async function businessTimeMs(operations: Operations): Promise<string> {
  const { now } = await operations.get('/admin/clock');
  return String(Date.parse(String(now)));
}

export const shop = {
  secondary_merchant_id: 'tea-house',
  secondary_merchant_name: 'Demo Tea House Limited',
  secondary_merchant_industry: '5812',
} as const;

export const store = { store_id: 'central', store_name: 'Demo Tea House, Central' } as const;
