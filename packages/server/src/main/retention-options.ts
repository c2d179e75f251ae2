/** The options of `start` for retention: how long data other than money is kept. */

import type { Option } from '@sampan/cli';
import { type Duration, days, hours } from '@sampan/primitives';
import type { RetentionSettings } from '#platform';

export interface Kept {
  readonly usual: Duration;
  /** The minimum: younger data is still needed. */
  readonly least: Duration;
  readonly what: string;
}

/** Also how long a sandbox keeps a world after its last call. */
export interface Keeping extends RetentionSettings {
  readonly worlds: Duration | undefined;
}

export const kept: Readonly<Record<keyof Keeping, Kept>> = {
  // A code is valid for a minute.
  codes: { usual: days(1), least: hours(1), what: 'payment codes' },
  // Receivers may call `notify_verify` for a day.
  deliveries: { usual: days(90), least: days(2), what: 'notifications with their attempts' },
  // The tombstone of a cancel must still refuse a late order.
  orders: { usual: days(30), least: days(7), what: 'unpaid orders' },
  files: { usual: days(400), least: days(7), what: "partners' files" },
  worlds: { usual: days(1), least: hours(1), what: 'a world after its last call' },
};

const names = Object.keys(kept) as (keyof Keeping)[];

/** Each can also be set in the environment, such as `SAMPAN_KEEP_FILES`. */
export const retentionOptions: readonly Option[] = names.map((name) => ({
  name: optionName(name),
  value: 'DURATION',
  summary: `how long to keep ${kept[name].what}, or forever (default ${inWords(kept[name].usual)})`,
}));

export function optionName(name: keyof Keeping): string {
  return `keep-${name}`;
}

/** `SAMPAN_KEEP_FILES` for `--keep-files`. */
export function variableName(name: keyof Keeping): string {
  return `SAMPAN_KEEP_${name.toUpperCase()}`;
}

export function inWords(duration: Duration): string {
  return duration % days(1) === 0 ? `${duration / days(1)}d` : `${duration / hours(1)}h`;
}
