import type { ScenarioTest } from '@sampan/api';
import { readPattern } from './pattern.ts';

/** A test of one parameter. */
export interface FieldTest {
  /** The parameter, and the members inside its JSON: `extend_info.store_id`. */
  readonly path: string;
  readonly fits: (value: string | undefined) => boolean;
  /** What it must be, in words. */
  says(): string;
}

/** Why a text is no test; undefined when it is one. */
export function faultOfTest(
  test: ScenarioTest,
): readonly [member: string, expected: string] | undefined {
  if (typeof test === 'string') return undefined;
  if (Object.keys(test).length === 0) {
    return ['', 'a test: equals, oneOf, matches, from or to'];
  }
  if (test.matches !== undefined && !readPattern(test.matches)) {
    return ['.matches', 'a regular expression'];
  }
  for (const name of ['from', 'to'] as const) {
    const limit = test[name];
    if (limit !== undefined && numberIn(limit) === undefined) {
      return [`.${name}`, 'an amount or a number, such as "10.00"'];
    }
  }
  return undefined;
}

export function fieldTest(path: string, given: ScenarioTest): FieldTest {
  const test = typeof given === 'string' ? { equals: given } : given;
  const { equals, oneOf, matches, from, to } = test;
  const pattern = matches === undefined ? undefined : readPattern(matches);
  const [lowest, highest] = [from, to].map((limit) => limit && numberIn(limit));
  const fits = (value: string | undefined): boolean => {
    if (value === undefined) return false;
    if (equals !== undefined && !isSame(value, equals)) return false;
    if (oneOf && !oneOf.some((each) => isSame(value, each))) return false;
    if (pattern && !pattern.fits(value)) return false;
    if (from === undefined && to === undefined) return true;
    const number = numberIn(value);
    if (number === undefined) return false;
    if (typeof lowest === 'bigint' && number < lowest) return false;
    return typeof highest !== 'bigint' || number <= highest;
  };
  const says = () => {
    const slow = pattern?.isTooSlow ? ', which takes too long and is not tried any more' : '';
    const parts = [
      equals === undefined ? '' : equals || 'empty',
      oneOf ? `one of ${oneOf.join(', ')}` : '',
      matches === undefined ? '' : `like /${matches}/${slow}`,
      from === undefined ? '' : `from ${from}`,
      to === undefined ? '' : `up to ${to}`,
    ];
    return parts.filter(Boolean).join(' and ');
  };
  return { path, fits, says };
}

/** The value at a path: a parameter, or a member of the JSON in it. */
export function valueAt(
  read: (name: string) => string | undefined,
  path: string,
): string | undefined {
  const [name = '', ...members] = path.split('.');
  let value: unknown = read(path) ?? read(name);
  if (members.length === 0 || read(path) !== undefined) return read(path);
  if (typeof value === 'string') value = parsed(value);
  for (const member of members) {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    value = entries.find(([name]) => name === member)?.[1];
  }
  return value === undefined || value === null ? undefined : textOf(value);
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Equal as texts, or as amounts. */
function isSame(left: string, right: string): boolean {
  if (left === right) return true;
  const number = numberIn(left);
  return number !== undefined && number === numberIn(right);
}

const decimals = 8;

/** In units of the last decimal; undefined when the text is no number. */
function numberIn(text: string): bigint | undefined {
  const match = /^(-?)([0-9]{1,18})(?:[.]([0-9]{1,8}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const value = BigInt(whole + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -value : value;
}
