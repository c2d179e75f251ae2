/** Rules about the files of a day (13 §7, 14). */
import {
  addDays,
  after,
  type BusinessDate,
  businessDate,
  hours,
  startOfDay,
} from '@sampan/primitives';
import type { Finding, Rule } from './kinds.ts';
import type { Seen } from './seen.ts';

/** The file of a day is made at 09:00 of the next one; a day more is allowed. */
const fetchedBy = (day: BusinessDate) => after(startOfDay(addDays(day, 2)), hours(9));

const notReconciled: Rule = {
  id: 'not-reconciled',
  severity: 'medium',
  title: 'The file of a day with sales is not fetched',
  why: 'A payment that the till does not know of, or knows wrongly, stays unnoticed; old files are removed.',
  todo: 'Fetch the transaction file every morning after 09:00 GMT+8, and compare it with the own book: sampan reconcile.',
  documents: ['barcode_hk/sftp'],
  judge({ seen, now }) {
    const due = [...lastOfDays(seen)].filter(([day]) => fetchedBy(day) <= now);
    const fetched = new Set(
      seen.flatMap(({ fileOf, result }) => (result === 'success' && fileOf) || []),
    );
    const findings = due.flatMap(([day, last]): readonly Finding[] =>
      fetched.has(day) ? [] : [{ by: [last], found: `no file of ${day} was fetched` }],
    );
    return { looked: due.length, findings };
  },
};

/** Of each day with a payment, the exchange that told of the last one. */
const lastOfDays = (seen: readonly Seen[]): ReadonlyMap<BusinessDate, Seen> =>
  new Map(
    seen
      .filter(({ does, learned }) => learned === 'paid' && does !== 'cancel')
      .map((one) => [businessDate(one.at), one]),
  );

export const fileRules: readonly Rule[] = [notReconciled];
