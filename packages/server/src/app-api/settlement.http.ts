import type { BatchView, PartnerDayView } from '@sampan/api';
import {
  formatAmount,
  isCurrency,
  isPartnerId,
  offsetTime,
  parseBusinessDate,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type ListedBatch, type ListedDay, listBatches, listPartnerDays } from '#settlement';
import type { OperationsDependencies } from './dependencies.ts';
import { knownPartner } from './known-partner.ts';
import { type List, pageOf } from './page.ts';
import { serve } from './serve.http.ts';

type DayPlace = Pick<ListedDay, 'day' | 'partnerId' | 'currency'>;
type BatchPlace = Pick<ListedBatch, 'settledOn' | 'partnerId' | 'currency'>;

const dayList: List<ListedDay, DayPlace> = {
  name: 'days',
  keyOf: ({ day, partnerId, currency }) => [day, partnerId, currency],
  keyFrom: ([text = '', partnerId = '', currency = '']) => {
    const day = parseBusinessDate(text);
    const isOurs = day && isPartnerId(partnerId) && isCurrency(currency);
    return isOurs ? { day, partnerId, currency } : undefined;
  },
};

const batchList: List<ListedBatch, BatchPlace> = {
  name: 'batches',
  keyOf: ({ settledOn, currency, partnerId }) => [settledOn, currency, partnerId],
  keyFrom: ([text = '', currency = '', partnerId = '']) => {
    const settledOn = parseBusinessDate(text);
    const isOurs = settledOn && isPartnerId(partnerId) && isCurrency(currency);
    return isOurs ? { settledOn, partnerId, currency } : undefined;
  },
};

/** Closed days and settlement batches, page by page. */
export function settlementRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists } = world;
  const filterOf = async (partner: string | undefined) => ({
    partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
  });

  serve(app, world, 'GET /admin/days', async ({ query }) => {
    const filter = await filterOf(query.partner);
    const page = await pageOf(dayList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listPartnerDays(connection, filter, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(dayView) };
  });

  serve(app, world, 'GET /admin/batches', async ({ query }) => {
    const filter = await filterOf(query.partner);
    const page = await pageOf(batchList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listBatches(connection, filter, after, limit),
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
