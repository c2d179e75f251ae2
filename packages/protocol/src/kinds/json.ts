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
} from '../fields.ts';
import { codec } from '../message.ts';

/**
 * A parameter whose value is a JSON object with the members of a table. Members the table does not
 * have are passed over, `null` is as good as absent, a bare number counts as its text (09 §1).
 */
export function jsonObject<const T extends Fields>(
  max: number,
  members: T,
  level: Fault['code'] = 'ILLEGAL_ARGUMENT',
): Kind<MessageOf<T>, MessageInput<T>> {
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
      if (text.length > max) return problem(malformed(`longer than ${max} characters`));
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
): Kind<readonly Item[], readonly Input[]> {
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
      if (text.length > max) return problem(malformed(`longer than ${max} characters`));
      const value = parseJson(text);
      return value === undefined ? problem(malformed('not JSON')) : fromJson.read(value, around);
    },
    write: (items) => JSON.stringify(fromJson.write(items)),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
