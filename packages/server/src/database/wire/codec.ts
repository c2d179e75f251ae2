/**
 * The binary forms of the types that our statements use, as PostgreSQL's `send` and `recv` functions
 * define them. A type that is not here travels as text.
 */
import { instant } from '@sampan/primitives';
import type { MessageWriter } from './message-writer.ts';

/** Part of a message: the bytes of one value. */
export interface Bytes {
  readonly buffer: Buffer;
  readonly view: DataView;
}

export interface Codec {
  readonly format: 'binary' | 'text';
  /** Writes the value, without its length. Stops on a value that the type cannot hold. */
  write(out: MessageWriter, value: unknown): void;
  read(bytes: Bytes, start: number, end: number): unknown;
}

/** A value of ours does not fit the type of its column: our mistake. */
const misfit = (type: string, value: unknown): TypeError =>
  new TypeError(`A ${typeof value} is no value of the type ${type}`);

function whole(type: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw misfit(type, value);
  return value;
}

/** The view would keep the lower bits of a number that is too large, and say nothing. */
function within(type: string, bits: number, value: unknown): number {
  const number = whole(type, value);
  if (number < -(2 ** (bits - 1)) || number >= 2 ** (bits - 1)) throw outOfRange(type, value);
  return number;
}

const outOfRange = (type: string, value: unknown): RangeError =>
  new RangeError(`${value} is out of the range of the type ${type}`);

const text: Codec = {
  format: 'binary',
  write(out, value) {
    if (typeof value !== 'string') throw misfit('text', value);
    out.text(value);
  },
  read: readText,
};

/** Short ASCII, which nearly everything is, costs less here than a call into the runtime. */
function readText({ buffer, view }: Bytes, start: number, end: number): string {
  if (end - start > shortText) return buffer.toString('utf8', start, end);
  let read = '';
  for (let at = start; at < end; at++) {
    const code = view.getUint8(at);
    if (code > 0x7f) return buffer.toString('utf8', start, end);
    read += characters[code];
  }
  return read;
}

const shortText = 12;
const characters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

const int8: Codec = {
  format: 'binary',
  write(out, value) {
    if (typeof value !== 'bigint') return out.safeInt64(whole('bigint', value));
    if (BigInt.asIntN(64, value) !== value) throw outOfRange('bigint', value);
    out.int64(value);
  },
  read: ({ view }, start) => view.getBigInt64(start),
};

const int4: Codec = {
  format: 'binary',
  write: (out, value) => out.int32(within('integer', 32, value)),
  read: ({ view }, start) => view.getInt32(start),
};

const int2: Codec = {
  format: 'binary',
  write: (out, value) => out.int16(within('smallint', 16, value)),
  read: ({ view }, start) => view.getInt16(start),
};

const bool: Codec = {
  format: 'binary',
  write(out, value) {
    if (typeof value !== 'boolean') throw misfit('boolean', value);
    out.int8(value ? 1 : 0);
  },
  read: ({ buffer }, start) => buffer[start] === 1,
};

/** Copied when read: the buffer of a message is used again. */
const bytea: Codec = {
  format: 'binary',
  write(out, value) {
    if (!(value instanceof Uint8Array)) throw misfit('bytea', value);
    out.bytes(value);
  },
  read: ({ buffer }, start, end) => Buffer.from(buffer.subarray(start, end)),
};

/** PostgreSQL counts from 2000-01-01: timestamps in microseconds, dates in days. */
const epochMs = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;
/** Up to here, until the year 2285, microseconds are exact as a number. */
const exactMs = Number.MAX_SAFE_INTEGER / 1_000;
/** `infinity` and `-infinity`: after and before all others. */
const timestampBounds = new Map<unknown, bigint>([
  ['infinity', 2n ** 63n - 1n],
  ['-infinity', -(2n ** 63n)],
]);
const dateBounds = new Map<unknown, number>([
  ['infinity', 2 ** 31 - 1],
  ['-infinity', -(2 ** 31)],
]);

/** Written from an instant, or from its text in ISO 8601. */
const timestamptz: Codec = {
  format: 'binary',
  write(out, value) {
    const bound = timestampBounds.get(value);
    if (bound !== undefined) return out.int64(bound);
    const at = typeof value === 'string' ? Date.parse(value) : value;
    const sinceEpochMs = whole('timestamptz', at) - epochMs;
    if (Math.abs(sinceEpochMs) < exactMs) return out.safeInt64(sinceEpochMs * 1_000);
    out.int64(BigInt(sinceEpochMs) * 1_000n);
  },
  read({ view }, start) {
    const micros = view.getInt32(start) * 2 ** 32 + view.getUint32(start + 4);
    if (Math.abs(micros) < Number.MAX_SAFE_INTEGER) {
      return instant(Math.floor(micros / 1_000) + epochMs);
    }
    const exact = view.getBigInt64(start);
    const remainder = ((exact % 1_000n) + 1_000n) % 1_000n;
    return instant(Number((exact - remainder) / 1_000n) + epochMs);
  },
};

const date: Codec = {
  format: 'binary',
  write(out, value) {
    if (typeof value !== 'string') throw misfit('date', value);
    const bound = dateBounds.get(value);
    if (bound !== undefined) return out.int32(bound);
    if (value !== known.date) known = { date: value, days: daysOf(value) };
    out.int32(known.days);
  },
  read: ({ view }, start) => dayOf(view.getInt32(start) * dayMs + epochMs),
};

/** The date that was written last: nearly all dates of a moment are the same. */
let known = { date: '2000-01-01', days: 0 };

function daysOf(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  // The 30th of February would be read as the 2nd of March.
  if (Number.isNaN(at) || dayOf(at) !== date) throw outOfRange('date', date);
  return (at - epochMs) / dayMs;
}

/** `2026-11-22`; a year after 9999 or before 0 has a sign and six digits. */
function dayOf(at: number): string {
  const text = new Date(at).toISOString();
  return text.slice(0, text.indexOf('T'));
}

/** Its one dimension, whether it has nulls, and the type of its elements stand in front of them. */
function arrayOf(element: Codec, elementType: number): Codec {
  return {
    format: 'binary',
    write(out, value) {
      if (!Array.isArray(value)) throw misfit('array', value);
      out.int32(value.length === 0 ? 0 : 1);
      out.int32(0);
      out.int32(elementType);
      if (value.length === 0) return;
      out.int32(value.length);
      out.int32(1);
      for (const item of value) writeValue(out, element, item);
    },
    read(bytes, start) {
      const { view } = bytes;
      const read: unknown[] = [];
      const dimensions = view.getInt32(start);
      if (dimensions === 0) return read;
      if (dimensions > 1) throw new TypeError('An array of more than one dimension is not read');
      const count = view.getInt32(start + 12);
      let at = start + 20;
      for (let index = 0; index < count; index++) {
        const length = view.getInt32(at);
        at += 4;
        read.push(length < 0 ? null : element.read(bytes, at, at + length));
        if (length > 0) at += length;
      }
      return read;
    },
  };
}

/** A type that our statements seldom use: its text form, written and read. */
const asText: Codec = {
  format: 'text',
  write(out, value) {
    // The text of a list or an object is the form of no type.
    if (typeof value === 'object') throw misfit('text', value);
    out.text(String(value));
  },
  read: ({ buffer }, start, end) => buffer.toString('utf8', start, end),
};

/** By the number of the type in PostgreSQL's catalogue (`pg_type.oid`). */
const codecs = new Map<number, Codec>([
  [16, bool],
  [17, bytea],
  [19, text],
  [20, int8],
  [21, int2],
  [23, int4],
  [25, text],
  [1_043, text],
  [1_082, date],
  [1_184, timestamptz],
  [1_000, arrayOf(bool, 16)],
  [1_001, arrayOf(bytea, 17)],
  [1_005, arrayOf(int2, 21)],
  [1_007, arrayOf(int4, 23)],
  [1_009, arrayOf(text, 25)],
  [1_016, arrayOf(int8, 20)],
  [1_182, arrayOf(date, 1_082)],
  [1_185, arrayOf(timestamptz, 1_184)],
]);

export const codecOf = (type: number): Codec => codecs.get(type) ?? asText;

/** Writes a value with its length; undefined is null, as null is. */
export function writeValue(out: MessageWriter, codec: Codec, value: unknown): void {
  if (value === undefined || value === null) {
    out.int32(-1);
    return;
  }
  const mark = out.beginValue();
  codec.write(out, value);
  out.finishValue(mark);
}
