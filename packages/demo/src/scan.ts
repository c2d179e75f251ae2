/** A buyer of the demo scans a code. */

import type { WalletExchange } from './exchange.ts';
import { type Operations, refusalIn } from './operations.ts';

export interface Scan {
  readonly wallet: string;
  readonly code: string;
  readonly amount?: string;
  /** The expected result: a status, or a refusal. */
  readonly expected: string;
}

export async function scan(
  operations: Operations,
  title: string,
  { wallet, expected, ...parameters }: Scan,
): Promise<WalletExchange> {
  const url = `/admin/wallets/${wallet}/scan`;
  const request = { method: 'POST', url, parameters } as const;
  const asked = { params: { id: wallet }, body: parameters };
  const fields = await operations.call('POST /admin/wallets/:id/scan', asked).then(
    (answer): Record<string, string> => Object.fromEntries(Object.entries(answer)),
    (error: unknown): Record<string, string> => {
      const refusal = refusalIn(error);
      if (!refusal) throw error;
      return { error: refusal.code, message: refusal.message };
    },
  );
  const came = fields['error'] ?? fields['status'];
  return {
    kind: 'wallet',
    title,
    wallet,
    request,
    reply: { fields },
    succeeded: came === expected,
  };
}
