/** A scenario, read from its text: the tests and steps that requests meet. */
import { assert, type Duration, milliseconds } from '@sampan/primitives';
import type { FieldTest } from './field-test.ts';

export type NotificationKind = 'paid' | 'closed' | 'refunded' | 'finished';

/** A time to wait: fixed, or drawn between two by a seed. */
export interface Wait {
  readonly from: Duration;
  readonly to: Duration;
  readonly seed: number;
}

/** What a step does to a request. */
export interface RequestStep {
  readonly answer?: string;
  readonly level?: 'service' | 'gateway';
  /** The business is carried out first. */
  readonly isDone: boolean;
  readonly reply?: Readonly<Record<string, string>>;
  readonly hold?: Wait;
  readonly delay?: Wait;
  readonly drop?: 'before' | 'after';
  readonly silence?: Wait;
  readonly truncate?: number;
  readonly signature?: 'wrong' | 'missing';
  readonly charset?: 'GBK' | 'UTF-8';
  readonly label?: 'GBK' | 'UTF-8';
  readonly clock?: Duration;
}

/** What a step does to a notification. */
export interface NotificationStep {
  readonly lose?: true;
  readonly repeat?: number;
  readonly delay?: Wait;
  readonly reorder?: true;
  readonly corrupt?: 'signature' | 'amount' | 'truncated';
}

export type Does =
  | { readonly kind: 'pass' }
  | { readonly kind: 'request'; readonly step: RequestStep; readonly what: string }
  | { readonly kind: 'notification'; readonly step: NotificationStep; readonly what: string };

export interface Step {
  /** How often; `Infinity` for the last one without a number. */
  readonly times: number;
  readonly does: Does;
}

export interface Rule {
  readonly about: 'request' | 'notification';
  /** Undefined for every service. */
  readonly services?: ReadonlySet<string>;
  /** Undefined for every kind. */
  readonly notification?: NotificationKind;
  readonly partner?: string;
  readonly wallet?: string;
  readonly tests: readonly FieldTest[];
  readonly calls: { readonly from: number; readonly to: number };
  readonly steps: readonly Step[];
  /** A call of these services ends the rule for its order. */
  readonly until: ReadonlySet<string>;
}

export interface ReadScenario {
  /** The first one opens the scenario for an order; the others are for its later calls. */
  readonly rules: readonly Rule[];
  readonly count: 'order' | 'all';
  readonly lasts?: Duration;
  readonly uses?: number;
}

/** The index of the step of the nth use, from 1; undefined when all are used. */
export function stepAt(steps: readonly Step[], use: number): number | undefined {
  assert(use > 0, 'uses are counted from 1');
  let last = 0;
  const index = steps.findIndex(({ times }) => {
    last += times;
    return use <= last;
  });
  return index < 0 ? undefined : index;
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `250ms`, `5s`, `2m`: the schema has checked the form. */
export function readDuration(text: string): Duration {
  const [, digits, unit = ''] = /^([0-9]+)([a-z]+)$/.exec(text) ?? [];
  const [, unitLength] = Object.entries(unitMs).find(([name]) => name === unit) ?? [];
  assert(unitLength !== undefined, 'a duration has a unit');
  return milliseconds(Number(digits) * unitLength);
}
