import type { PortalBatchView } from '@sampan/api';
import {
  assert,
  type BusinessDate,
  formatAmount,
  offsetTime,
  type PartnerId,
  parseBusinessDate,
} from '@sampan/primitives';
import { fileName } from '@sampan/protocol';
import type { FastifyInstance } from 'fastify';
import type { Connection } from '#database';
import { readPayoutStates } from '#payout';
import { type ListedBatch, listBatches, readBatch, readDaysOfBatches } from '#settlement';
import { asTradeId } from '../fields.ts';
import { type List, pageOf } from '../page.ts';
import { unknown } from '../problem.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { sumsView } from './sums-view.ts';

/** Of one partner, whose batches are of one currency. */
const batchList: List<Pick<ListedBatch, 'settledOn'>, BusinessDate> = {
  name: 'portal-batches',
  keyOf: ({ settledOn }) => [settledOn],
  keyFrom: ([day = '']) => parseBusinessDate(day),
};

/** What was settled with a partner, to the last cent. */
export function batchRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists } = world;

  serve(app, world, 'GET /batches', async ({ caller: { partner }, query }) => {
    const { id: partnerId, currency } = partner;
    const page = await pageOf(batchList, query, async (settledOn, limit) => {
      const after = settledOn && { settledOn, currency, partnerId };
      const { result } = await lists.read(async (connection) => {
        const batches = await listBatches(connection, { partnerId }, after, limit);
        return viewsOf(connection, partnerId, batches);
      });
      return result;
    });
    return { ...page, items: page.items.map(({ view }) => view) };
  });

  serve(app, world, 'GET /batches/:id', async ({ caller: { partner }, params: { id } }) => {
    const batchId = asTradeId(id);
    const { result } = await lists.read(async (connection) => {
      const batch = batchId && (await readBatch(connection, partner.id, batchId));
      return batch ? viewsOf(connection, partner.id, [batch]) : [];
    });
    const [found] = result;
    if (!found) throw unknown('batch', id);
    const byDay = found.days.map(({ day, currency, ...sums }) => ({
      day,
      ...sumsView(currency, [sums]),
    }));
    return { ...found.view, byDay };
  });
}

async function viewsOf(
  connection: Connection,
  partnerId: PartnerId,
  batches: readonly ListedBatch[],
) {
  const ids = batches.map(({ id }) => id);
  const [allDays, payouts] = await Promise.all([
    readDaysOfBatches(connection, partnerId, ids),
    readPayoutStates(connection, partnerId, ids),
  ]);
  return batches.map(({ id, settledOn, currency, settledAt, net, filed }) => {
    const days = allDays.filter(({ batchId }) => batchId === id);
    const sums = sumsView(currency, days);
    assert(sums.net === formatAmount(net), `batch ${id} comes to what its days come to`);
    const view: PortalBatchView = {
      ...{ batchId: id, settledOn, currency, ...sums, days: days.map(({ day }) => day) },
      settledAt: offsetTime(settledAt),
      payout: payouts.get(id) ?? 'not-ordered',
      ...(filed && { file: fileName({ partnerId, kind: 'settlement', day: settledOn }) }),
    };
    return { settledOn, days, view };
  });
}
