import { UsageError } from '../command.ts';
import type { Operations } from '../operations-client.ts';

/** Whose program called last; `how` says how to name another one. */
export async function newestPartner(call: Operations['call'], how: string): Promise<string> {
  const { items } = await call('GET /admin/exchanges', { query: { kind: 'request', limit: 100 } });
  const partner = items.find((each) => each.partner !== undefined)?.partner;
  if (partner !== undefined) return partner;
  throw new UsageError(`no request is recorded yet; name a partner${how}`);
}
