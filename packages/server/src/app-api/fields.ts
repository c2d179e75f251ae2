import {
  type Currency,
  isPositive,
  isTradeId,
  type Money,
  parseAmount,
  type TradeId,
} from '@sampan/primitives';
import { invalid, Problem } from './problem.ts';

/** What counts as a readable line of text: no control characters, no half of a surrogate pair. */
const lineOfText = /^[^\p{Cc}\p{Cs}]+$/u;

/**
 * The fields of a JSON request. A field that the request may not have is refused, since it is a
 * misspelt one that would otherwise be passed over; `null` is as good as absent.
 */
export class Fields<Name extends string> {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(body: unknown, names: readonly Name[]) {
    if (body === undefined || body === null) {
      this.#values = {};
      return;
    }
    if (typeof body !== 'object' || Array.isArray(body)) {
      throw new Problem(400, 'invalid-body', 'The body must be a JSON object');
    }
    for (const name of Object.keys(body)) {
      if (names.some((known) => known === name)) continue;
      const known = names.length > 0 ? `; there are ${names.join(', ')}` : '';
      throw new Problem(400, 'unknown-field', `There is no field ${name}${known}`, name);
    }
    this.#values = body as Readonly<Record<string, unknown>>;
  }

  /** Refuses a change that changes nothing. */
  requireAny(): void {
    if (Object.values(this.#values).some((value) => value !== undefined && value !== null)) return;
    throw new Problem(400, 'nothing-to-change', 'The request names nothing to change');
  }

  /** What `parse` makes of the text; undefined when the field is absent. */
  read<Value>(
    name: Name,
    expected: string,
    parse: (text: string) => Value | undefined,
  ): Value | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) throw invalid(name, expected);
    return parsed;
  }

  /** Like `read`, for a field that must be there. */
  require<Value>(name: Name, expected: string, parse: (text: string) => Value | undefined): Value {
    const value = this.read(name, expected, parse);
    if (value === undefined) throw invalid(name, `${expected}; it is missing`);
    return value;
  }

  /** One line of at most `lengthMax` characters. */
  line(name: Name, lengthMax: number): string | undefined {
    return this.read(name, `text of 1 to ${lengthMax} characters`, (text) =>
      asLine(text, lengthMax),
    );
  }

  /** An amount as decimal text. Never a JSON number, which would have passed through a float. */
  amount(name: Name, currency: Currency): Money | undefined {
    const expected = `an amount of ${currency} as decimal text, such as "100.00"`;
    return this.read(name, expected, (text) => parseAmount(text, currency));
  }

  /** An amount above zero, or `none`, which lifts the limit. */
  limit(name: Name, currency: Currency): Money | 'none' | undefined {
    const expected = `an amount of ${currency} above zero, such as "100.00", or none`;
    return this.read(name, expected, (text) => {
      const amount = amountOrNone(text, currency);
      return amount === 'none' || (amount && isPositive(amount)) ? amount : undefined;
    });
  }

  /** An amount, which may be zero, or `none`. */
  amountOrNone(name: Name, currency: Currency): Money | 'none' | undefined {
    const expected = `an amount of ${currency} as decimal text, such as "100.00", or none`;
    return this.read(name, expected, (text) => amountOrNone(text, currency));
  }

  /** Whether something is switched on. */
  onOff(name: Name): boolean | undefined {
    const given = this.choice(name, ['on', 'off']);
    return given && given === 'on';
  }

  /** One of a few values, texts or numbers, as they are. */
  choice<Value extends string | number>(name: Name, values: readonly Value[]): Value | undefined {
    const given = this.#values[name];
    if (given === undefined || given === null) return undefined;
    const found = values.find((value) => value === given);
    if (found === undefined) throw invalid(name, values.join(' or '));
    return found;
  }
}

const amountOrNone = (text: string, currency: Currency): Money | 'none' | undefined =>
  text === 'none' ? text : parseAmount(text, currency);

/** One line of at most `lengthMax` characters, without blanks around it. */
export function asLine(text: string, lengthMax: number): string | undefined {
  const trimmed = text.trim();
  const fits = [...trimmed].length <= lengthMax && lineOfText.test(trimmed);
  return fits ? trimmed : undefined;
}

/** Our id of a trade. */
export const asTradeId = (text: string): TradeId | undefined =>
  isTradeId(text) ? text : undefined;

/** The object without the fields that are undefined. */
export function definedOnly<T extends object>(
  given: T,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
