import { formatAmount, type Money, parseAmount } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { inTransaction } from '#database';
import type { Partner } from '#partner';
import { readApproveAbove, storeApproveAbove } from '#staff';
import { invalid } from '../problem.ts';
import { doerOf } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** From which amount on money that goes back needs a second person. */
export function settingsRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { reader, openConnection, clock, log } = world;

  serve(app, world, 'GET /settings', async ({ caller: { partner } }) => {
    const { result } = await reader.read((connection) => readApproveAbove(connection, partner));
    return settingsView(result);
  });

  serve(app, world, 'PATCH /settings', async ({ caller, body }) => {
    const { partner } = caller;
    const limit = readLimit(body.approveAbove, partner);
    const connection = await openConnection();
    try {
      await inTransaction(connection, async () => {
        const before = await readApproveAbove(connection, partner);
        await storeApproveAbove(connection, partner.id, limit, clock.now());
        const detail = { from: textOf(before), to: textOf(limit), currency: partner.currency };
        await log.add(connection, doerOf(caller), { what: 'settings.approve-above', detail });
      });
    } finally {
      await connection.close();
    }
    return settingsView(limit);
  });
}

function readLimit(text: string, { currency }: Partner): Money | undefined {
  if (text === 'none') return undefined;
  const limit = parseAmount(text, currency);
  if (!limit) throw invalid('approveAbove', `an amount of ${currency} such as "100.00", or none`);
  return limit;
}

const settingsView = (approveAbove: Money | undefined) =>
  approveAbove ? { approveAbove: formatAmount(approveAbove) } : {};

const textOf = (limit: Money | undefined): string => (limit ? formatAmount(limit) : 'none');
