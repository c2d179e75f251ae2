import type { BusinessDate, Currency, PartnerId } from '@sampan/primitives';
import {
  type Connection,
  date,
  integer,
  optional,
  type RawRow,
  statement,
  table,
  text,
  texts,
} from '#database';
import type { CalendarName, SettlementTerms } from '#partner';

/** A partner with unsettled business days in one currency. */
export interface WaitingPartner extends Pick<SettlementTerms, 'afterDays' | 'calendars'> {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  /** The oldest of these days. */
  readonly first: BusinessDate;
  /** The oldest day that was never tried; undefined when all were tried and wait. */
  readonly firstUntried: BusinessDate | undefined;
  /** The newest day on which a settlement was fixed or failed. */
  readonly lastTried: BusinessDate | undefined;
}

/** The list of waiting partners. */
const waiting = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  first: date,
  first_untried: optional(date),
  last_tried: optional(date),
  settles_after: integer,
  calendars: texts<CalendarName>(),
});

const selectUntried = statement({
  name: 'select-untried-before',
  text: `select exists (
    select from partner_days where batch_id is null and tried_on is null and day < $1) as found`,
});

const waitingOnes = (
  which: string,
): string => `select waiting.*, settles_after, calendars, greatest(tried, (
        select max(settled_on) from settlement_batches
        where settlement_batches.partner_id = waiting.partner_id
          and settlement_batches.currency = waiting.currency))::text as last_tried
    from (
      select partner_id, currency, min(day)::text as first,
        (min(day) filter (where tried_on is null))::text as first_untried, max(tried_on) as tried
      from partner_days where batch_id is null ${which}
      group by partner_id, currency) as waiting
    join partners on partners.partner_id = waiting.partner_id
    order by waiting.partner_id, waiting.currency`;

const selectWaiting = statement({ name: 'select-waiting-partners', text: waitingOnes('') });

const selectWaitingPartner = statement({
  name: 'select-waiting-partner',
  text: waitingOnes('and partner_id = $1 and currency = $2'),
});

/** Whether a day before `day` was never tried. */
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

/** Undefined when all closed days of the partner in that currency are settled. */
export async function readWaitingPartner(
  connection: Connection,
  { partnerId, currency }: Pick<WaitingPartner, 'partnerId' | 'currency'>,
): Promise<WaitingPartner | undefined> {
  const [row] = await connection.run(selectWaitingPartner, [partnerId, currency]);
  return row && decode(row);
}

function decode(raw: RawRow): WaitingPartner {
  const row = waiting.read(raw);
  return {
    partnerId: row.partner_id,
    currency: row.currency,
    first: row.first,
    firstUntried: row.first_untried,
    lastTried: row.last_tried,
    afterDays: row.settles_after,
    calendars: row.calendars,
  };
}
