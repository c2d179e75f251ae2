import { ok, problem, type Result } from '@sampan/primitives';
import {
  type Fault,
  type Field,
  type Fields,
  type JsonForm,
  type Kind,
  type MessageInput,
  type MessageOf,
  malformed,
  type Surroundings,
} from '../fields.ts';
import { codec, conflict } from '../message.ts';
import { isXmlText } from '../xml.ts';
import { isObject, membersOf, objectOf } from './json-members.ts';
import { compactJson, memberText } from './json-text.ts';
import { isLonger } from './text.ts';

/** A kind that is embedded in JSON as a JSON value. */
export interface JsonKind<Value, Input = Value> extends Kind<Value, Input> {
  readonly json: JsonForm<Value, Input>;
}

/**
 * A parameter whose value is a JSON object with the members of a table. Undeclared members are
 * ignored, `null` counts as absent, a bare number as its text (09 §1). Names are case-insensitive,
 * and `[]`, PHP's empty array, counts as `{}` (17).
 */
export function jsonObject<const T extends Fields>(
  max: number,
  members: T,
  level: Fault['code'] = 'ILLEGAL_ARGUMENT',
): JsonKind<MessageOf<T>, MessageInput<T>> {
  const table = codec(members);
  const refuse = (reason: string): Result<never, Fault> => problem({ code: level, reason });
  const asWritten = new Set(
    Object.entries<Field>(members).flatMap(([name, { is }]) => (is.json?.asWritten ? name : [])),
  );
  const readMembers = (source: unknown, { contract }: Surroundings, text?: string) => {
    const value = objectOf(source);
    if (!value) return refuse('not a JSON object');
    const memberOf = membersOf(value);
    const read = table.read((name) => {
      const member = memberOf.get(name.toLowerCase());
      if (!member) return undefined;
      if (member.isContradicted) return conflict;
      const fromText = text !== undefined && asWritten.has(name) && isObject(member.value);
      return fromText ? memberText(text, member.name) : member.value;
    }, contract);
    return read.ok ? read : refuse(`${read.problem.field}: ${read.problem.reason}`);
  };
  const fromJson: JsonForm<MessageOf<T>, MessageInput<T>> = {
    read: (value, around) => readMembers(value, around),
    write: (value) => {
      const written: Record<string, unknown> = {};
      const given: Readonly<Record<string, unknown>> = value;
      for (const [name, { is }] of Object.entries<Field>(members)) {
        const member = given[name];
        if (member === undefined) continue;
        written[name] = is.json ? is.json.write(member as never) : is.write(member as never);
      }
      return written;
    },
  };
  return {
    type: `String(${max}), JSON`,
    members,
    json: fromJson,
    read: (text, around) => {
      if (isLonger(text, max)) return refuse(`longer than ${max} characters`);
      const value = parseJson(text);
      return value === undefined ? refuse('not JSON') : readMembers(value, around, text);
    },
    write: (value) => {
      const given: Readonly<Record<string, unknown>> = value;
      const written = Object.entries(fromJson.write(value) as object).map(([name, member]) => {
        const own = given[name];
        const isText = asWritten.has(name) && typeof own === 'string';
        const text = isText ? own : JSON.stringify(member);
        return `${JSON.stringify(name)}:${text}`;
      });
      return `{${written.join()}}`;
    },
  };
}

/** A JSON list of objects, such as `goods_detail`. */
export function jsonList<Item, Input>(
  max: number,
  itemsMax: number,
  item: Kind<Item, Input>,
): JsonKind<readonly Item[], readonly Input[]> {
  const { json } = item;
  const fromJson: JsonForm<readonly Item[], readonly Input[]> = {
    read: (value, around) => {
      if (!Array.isArray(value)) return problem(malformed('not a JSON list'));
      if (value.length > itemsMax) return problem(malformed(`more than ${itemsMax} entries`));
      const items: Item[] = [];
      for (const entry of value as readonly unknown[]) {
        const read = json ? json.read(entry, around) : item.read(String(entry), around);
        if (!read.ok) return read;
        items.push(read.value);
      }
      return ok(items);
    },
    write: (items) => items.map((entry) => (json ? json.write(entry) : item.write(entry))),
  };
  return {
    type: `String(${max}), JSON list`,
    ...(item.members && { members: item.members }),
    json: fromJson,
    read: (text, around) => {
      if (isLonger(text, max)) return problem(malformed(`longer than ${max} characters`));
      const value = parseJson(text);
      return value === undefined ? problem(malformed('not JSON')) : fromJson.read(value, around);
    },
    write: (items) => JSON.stringify(fromJson.write(items)),
  };
}

/** The same list; a single entry may be given without the list. */
export const oneOrMany = <Item, Input>(
  list: JsonKind<readonly Item[], readonly Input[]>,
): JsonKind<readonly Item[], readonly Input[]> => {
  const read = (value: unknown, around: Surroundings) =>
    list.json.read(isObject(value) ? [value] : value, around);
  return {
    ...list,
    json: { ...list.json, read },
    read: (text, around) => {
      const value = parseJson(text);
      return isObject(value) ? read(value, around) : list.read(text, around);
    },
  };
};

/**
 * A JSON object of plain values that belongs to the sender: stored as text and returned without
 * white space between its tokens. The documents forbid nesting in it.
 */
export const flatJson = (max: number): JsonKind<string, string | FlatObject> => ({
  type: `String(${max}), JSON without nesting`,
  json: {
    asWritten: true,
    // Numbers of a parsed value may have lost digits.
    read: (source) => {
      const value = objectOf(source);
      if (!value) return problem(malformed('not a JSON object'));
      const isWhole = Object.values(value).every((member) => typeof member !== 'number');
      return isWhole && isFlat(value) ? ok(JSON.stringify(value)) : problem(notPlain);
    },
    write: (given) => (typeof given === 'string' ? parseJson(given) : given),
  },
  read: (text) => {
    if (isLonger(text, max)) return problem(malformed(`longer than ${max} characters`));
    const parsed = parseJson(text);
    const value = objectOf(parsed);
    if (!value) return problem(malformed('not a JSON object'));
    if (parsed !== value) return ok('{}');
    return isFlat(value) ? ok(compactJson(text)) : problem(notPlain);
  },
  write: (given) => (typeof given === 'string' ? given : JSON.stringify(given)),
});

/** A JSON object without nesting. */
type FlatObject = Readonly<Record<string, string | boolean | null>>;

const notPlain = malformed('not plain values');

const isFlat = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(value).flat().every(isPlain);

const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ? isXmlText(value) : typeof value !== 'object' || value === null;

/** The same kind, validated but kept as the text that was sent. */
export const asSent = (kind: Kind<unknown, never>): Kind<string> => ({
  type: kind.type,
  ...(kind.members && { members: kind.members }),
  read: (text, around) => {
    const read = kind.read(text, around);
    return read.ok ? ok(text) : read;
  },
  write: (text) => text,
  // The text itself; where JSON is expected, the word `null` counts as absent.
  ...(kind.json && { json: { read: () => problem(malformed('not a text')), write: parseJson } }),
});

/** The same kind with an additional rule over the members of a value. */
export const checked = <Value, Input>(
  kind: JsonKind<Value, Input>,
  check: (value: Value, around: Surroundings) => Fault | undefined,
): JsonKind<Value, Input> => {
  const judge = (read: Result<Value, Fault>, around: Surroundings): Result<Value, Fault> => {
    const fault = read.ok ? check(read.value, around) : undefined;
    return fault ? problem(fault) : read;
  };
  return {
    ...kind,
    read: (text, around) => judge(kind.read(text, around), around),
    json: {
      ...kind.json,
      read: (value, around) => judge(kind.json.read(value, around), around),
    },
  };
};

/** The same kind; no text in it may contain a quotation mark (10 §3). */
export const unquoted = <Value, Input>(
  kind: JsonKind<Value, Input>,
  fault: Fault,
): JsonKind<Value, Input> => ({
  ...kind,
  read: (text, around) => (escapedQuote.test(text) ? problem(fault) : kind.read(text, around)),
});

/** In JSON a quotation mark inside a text is escaped with a backslash, which itself is not. */
const escapedQuote = /(?<!\\)(?:\\\\)*\\(?:"|u0022)/;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
