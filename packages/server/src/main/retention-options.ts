/** The options of `start` for retention: how long data other than money is kept. */

import type { Option } from '@sampan/cli';
import { type Duration, days, hours } from '@sampan/primitives';
import type { RetentionSettings } from '#platform';

export interface Kept {
  readonly usual: Duration;
  /** Less would take away what still has a use. */
  readonly least: Duration;
  readonly what: string;
}

export const kept: Readonly<Record<keyof RetentionSettings, Kept>> = {
  // A code is valid for a minute.
  codes: { usual: days(1), least: hours(1), what: 'payment codes' },
  // A receiver may ask for a day whether a notification is ours.
  deliveries: { usual: days(90), least: days(2), what: 'notifications with their attempts' },
  // A cancel of an unknown order must refuse the order that comes late.
  orders: { usual: days(30), least: days(7), what: 'orders that were never paid' },
  files: { usual: days(400), least: days(7), what: "partners' files" },
};

const names = Object.keys(kept) as (keyof RetentionSettings)[];

/** Each of them can be given in the environment as well, such as `SAMPAN_KEEP_FILES`. */
export const retentionOptions: readonly Option[] = names.map((name) => ({
  name: optionName(name),
  value: 'DURATION',
  summary: `time to keep ${kept[name].what} (default ${inWords(kept[name].usual)}), or forever, or ${variableName(name)}`,
}));

export function optionName(name: keyof RetentionSettings): string {
  return `keep-${name}`;
}

/** `SAMPAN_KEEP_FILES` for `--keep-files`. */
export function variableName(name: keyof RetentionSettings): string {
  return `SAMPAN_KEEP_${name.toUpperCase()}`;
}

export function inWords(duration: Duration): string {
  return duration % days(1) === 0 ? `${duration / days(1)}d` : `${duration / hours(1)}h`;
}
