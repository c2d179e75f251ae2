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
import { codec } from '../message.ts';
import { isXmlText } from '../xml.ts';
import { isLonger } from './text.ts';

/** A kind that stands in JSON as it is. */
export interface JsonKind<Value, Input = Value> extends Kind<Value, Input> {
  readonly json: JsonForm<Value, Input>;
}

/**
 * A parameter whose value is a JSON object with the members of a table. Members the table does not
 * have are passed over, `null` is as good as absent, a bare number counts as its text (09 §1).
 */
export function jsonObject<const T extends Fields>(
  max: number,
  members: T,
  level: Fault['code'] = 'ILLEGAL_ARGUMENT',
): JsonKind<MessageOf<T>, MessageInput<T>> {
  const table = codec(members);
  const refuse = (reason: string): Result<never, Fault> => problem({ code: level, reason });
  const fromJson: JsonForm<MessageOf<T>, MessageInput<T>> = {
    read: (value, { contract }) => {
      if (!isObject(value)) return refuse('not a JSON object');
      const read = table.read(
        (name) => (Object.hasOwn(value, name) ? value[name] : undefined),
        contract,
      );
      return read.ok ? read : refuse(`${read.problem.field}: ${read.problem.reason}`);
    },
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
    json: fromJson,
    read: (text, around) => {
      if (isLonger(text, max)) return refuse(`longer than ${max} characters`);
      const value = parseJson(text);
      return value === undefined ? refuse('not JSON') : fromJson.read(value, around);
    },
    write: (value) => JSON.stringify(fromJson.write(value)),
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
    json: fromJson,
    read: (text, around) => {
      if (isLonger(text, max)) return problem(malformed(`longer than ${max} characters`));
      const value = parseJson(text);
      return value === undefined ? problem(malformed('not JSON')) : fromJson.read(value, around);
    },
    write: (items) => JSON.stringify(fromJson.write(items)),
  };
}

/** The same list; one entry may also stand bare. */
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
 * A JSON object of plain values that belongs to its sender: kept as its text and given back. The
 * documents allow no nesting in it.
 */
export const flatJson = (max: number): JsonKind<string> => {
  const read = (value: unknown): Result<string, Fault> => {
    if (!isObject(value)) return problem(malformed('not a JSON object'));
    const plain = Object.entries(value).flat().every(isPlain);
    return plain ? ok(JSON.stringify(value)) : problem(malformed('not plain values'));
  };
  return {
    type: `String(${max}), JSON without nesting`,
    json: { read, write: parseJson },
    read: (text) =>
      isLonger(text, max)
        ? problem(malformed(`longer than ${max} characters`))
        : read(parseJson(text)),
    write: (text) => text,
  };
};

/** What comes back as it was: a number must not have lost digits on the way. */
const isPlain = (value: unknown): boolean => {
  if (typeof value === 'string') return isXmlText(value);
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value === 'boolean' || value === null;
};

/** The same kind with a rule between the members of a value. */
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

/** In JSON a quotation mark inside a text has a backslash before it, which is none itself. */
const escapedQuote = /(?<!\\)(?:\\\\)*\\(?:"|u0022)/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
