import type { BatchView, PartnerDayView } from '@sampan/api';
import {
  type BusinessDate,
  type Currency,
  formatAmount,
  isCurrency,
  isPartnerId,
  offsetTime,
  type PartnerId,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type ListedBatch, type ListedDay, listBatches, listPartnerDays } from '#settlement';
import type { OperationsDependencies } from './dependencies.ts';
import { knownPartner } from './known-partner.ts';
import { isDayText, type List, pageOf } from './page.ts';
import { serve } from './serve.http.ts';

const dayList: List<ListedDay> = {
  name: 'days',
  key: [isDayText, isPartnerId, isCurrency],
  keyOf: ({ day, partnerId, currency }) => [day, partnerId, currency],
};

const batchList: List<ListedBatch> = {
  name: 'batches',
  key: [isDayText, isCurrency, isPartnerId],
  keyOf: ({ settledOn, currency, partnerId }) => [settledOn, currency, partnerId],
};

/** Closed days and settlement batches, page by page. */
export function settlementRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists } = world;
  const filterOf = async (partner: string | undefined) => ({
    partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
  });

  serve(app, world, 'GET /admin/days', async ({ query }) => {
    const filter = await filterOf(query.partner);
    const page = await pageOf(dayList, query, async (key, limit) => {
      const [day, partnerId, currency] = (key ?? []) as [BusinessDate, PartnerId, Currency];
      const { result } = await lists.read((connection) =>
        listPartnerDays(connection, filter, key && { day, partnerId, currency }, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(dayView) };
  });

  serve(app, world, 'GET /admin/batches', async ({ query }) => {
    const filter = await filterOf(query.partner);
    const page = await pageOf(batchList, query, async (key, limit) => {
      const [settledOn, currency, partnerId] = (key ?? []) as [BusinessDate, Currency, PartnerId];
      const { result } = await lists.read((connection) =>
        listBatches(connection, filter, key && { settledOn, currency, partnerId }, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(batchView) };
  });
}

const dayView = ({ items, net, batchId, ...day }: ListedDay): PartnerDayView => ({
  day: day.day,
  partnerId: day.partnerId,
  currency: day.currency,
  items: Number(items),
  net: formatAmount(net),
  ...(batchId !== undefined && { batchId }),
  filed: day.filed,
});

const batchView = ({ entryId, ...batch }: ListedBatch): BatchView => ({
  batchId: batch.id,
  settledOn: batch.settledOn,
  partnerId: batch.partnerId,
  currency: batch.currency,
  items: Number(batch.items),
  net: formatAmount(batch.net),
  settledAt: offsetTime(batch.settledAt),
  ...(entryId !== undefined && { entryId }),
  filed: batch.filed,
});
