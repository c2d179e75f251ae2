import {
  addDays,
  after,
  businessDate,
  days,
  hours,
  type Instant,
  minutes,
  ok,
  problem,
  startOfDay,
} from '@sampan/primitives';
import { type Kind, malformed } from '../fields.ts';

/** How long an order or its code is valid: `10m`, `2h`, `15d`, or `1c`, the rest of the day. */
export type Validity =
  | { readonly count: number; readonly unit: keyof typeof units }
  | 'rest-of-day';

const units = { m: minutes, h: hours, d: days } as const;

const longest = days(15);

/** `it_b_pay` and similar fields (03): whole minutes, hours or days from 1m to 15d, or `1c`. */
export const validity: Kind<Validity> = {
  type: '1m … 15d, units m, h, d; 1c',
  read: (text) => {
    if (text === '1c') return ok('rest-of-day');
    const match = /^([1-9][0-9]{0,4})([mhd])$/.exec(text);
    if (!match) return problem(malformed('not a validity'));
    const count = Number(match[1]);
    const unit = match[2] as keyof typeof units;
    return units[unit](count) > longest
      ? problem(malformed('longer than 15d'))
      : ok({ count, unit });
  },
  write: (value) => (value === 'rest-of-day' ? '1c' : `${value.count}${value.unit}`),
};

/** The instant of expiry; `1c` ends at 0:00 GMT+8. */
export function validUntil(value: Validity, start: Instant): Instant {
  if (value === 'rest-of-day') return startOfDay(addDays(businessDate(start), 1));
  return after(start, units[value.unit](value.count));
}
