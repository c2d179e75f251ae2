import type { BusinessDate, Currency, PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement } from '#database';
import type { CalendarName, SettlementTerms } from '#partner';

/** A partner with business days that no batch has settled, in one currency. */
export interface WaitingPartner extends Pick<SettlementTerms, 'afterDays' | 'calendars'> {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  /** The oldest of these days. */
  readonly first: BusinessDate;
  /** The oldest of them that was never tried; undefined when all were, and wait. */
  readonly firstUntried: BusinessDate | undefined;
  /** The newest day on which a settlement was fixed, or tried in vain. */
  readonly lastTried: BusinessDate | undefined;
}

const selectUntried = statement({
  name: 'select-untried-before',
  text: `select exists (
    select from partner_days where batch_id is null and tried_on is null and day < $1) as found`,
});

const selectWaiting = statement({
  name: 'select-waiting-partners',
  text: `select waiting.*, settles_after, calendars, greatest(tried, (
        select max(settled_on) from settlement_batches
        where settlement_batches.partner_id = waiting.partner_id
          and settlement_batches.currency = waiting.currency))::text as last_tried
    from (
      select partner_id, currency, min(day)::text as first,
        (min(day) filter (where tried_on is null))::text as first_untried, max(tried_on) as tried
      from partner_days where batch_id is null
      group by partner_id, currency) as waiting
    join partners on partners.partner_id = waiting.partner_id
    order by waiting.partner_id, waiting.currency`,
});

/** Whether a day earlier than `day` was never tried to be settled. */
export async function hasUntriedBefore(
  connection: Connection,
  day: BusinessDate,
): Promise<boolean> {
  const [row] = await connection.run(selectUntried, [day]);
  return row?.found === true;
}

export async function readWaitingPartners(connection: Connection): Promise<WaitingPartner[]> {
  return (await connection.run(selectWaiting)).map(decode);
}

const decode = (row: RawRow): WaitingPartner => ({
  partnerId: row.partner_id as PartnerId,
  currency: row.currency as Currency,
  first: row.first as BusinessDate,
  firstUntried: (row.first_untried as BusinessDate | null) ?? undefined,
  lastTried: (row.last_tried as BusinessDate | null) ?? undefined,
  afterDays: row.settles_after as number,
  calendars: row.calendars as CalendarName[],
});
