import type { BusinessDate, Instant } from '@sampan/primitives';
import { loadCalendars, settlementDay } from '#calendar';
import type { Connection, Reader } from '#database';
import type { Partner } from '#partner';
import { plannedSettlement } from './batch.ts';
import { scheduledSettlement, spanOf } from './due-settlements.ts';
import { readWaitingPartner } from './waiting.postgres.ts';

interface Store {
  readonly reader: Reader;
  readonly openConnection: () => Promise<Connection>;
}

interface Asked {
  readonly partner: Pick<Partner, 'id' | 'currency' | 'settlement'>;
  /** The partner's oldest day with items that is not closed yet. */
  readonly firstOpen: BusinessDate | undefined;
  readonly today: BusinessDate;
}

export interface NextOfPartner {
  readonly plannedAt: Instant;
  /** When an unsettled day is due. */
  dueOn(day: BusinessDate): BusinessDate;
}

/**
 * A partner's next settlement, as planned. Undefined when nothing is owed, and when all days were
 * tried and wait for another one.
 */
export async function readNextOfPartner(
  store: Store,
  { partner, firstOpen, today }: Asked,
): Promise<NextOfPartner | undefined> {
  const key = { partnerId: partner.id, currency: partner.currency };
  const { result: closed } = await store.reader.read((connection) =>
    readWaitingPartner(connection, key),
  );
  const first = closed?.first ?? firstOpen;
  if (first === undefined) return undefined;
  const waiting = {
    ...{ ...key, ...partner.settlement, first },
    firstUntried: closed?.firstUntried ?? firstOpen,
    lastTried: closed?.lastTried,
  };
  const calendars = await loadCalendars(store, spanOf([waiting], today));
  const next = scheduledSettlement(waiting, calendars);
  return (
    next && {
      plannedAt: plannedSettlement(next.settledOn),
      dueOn: (day) =>
        day <= next.cutOff ? next.settledOn : settlementDay(day, waiting, calendars),
    }
  );
}
