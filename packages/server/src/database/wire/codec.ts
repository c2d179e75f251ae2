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
  if (typeof value !== 'number' || !Number.isInteger(value)) throw misfit(type, value);
  return value;
}

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
    if (typeof value === 'bigint') out.int64(value);
    else out.safeInt64(whole('bigint', value));
  },
  read: ({ view }, start) => view.getBigInt64(start),
};

const int4: Codec = {
  format: 'binary',
  write: (out, value) => out.int32(whole('integer', value)),
  read: ({ view }, start) => view.getInt32(start),
};

const int2: Codec = {
  format: 'binary',
  write: (out, value) => out.int16(whole('smallint', value)),
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

/** PostgreSQL counts from 2000-01-01: timestamps in microseconds, dates in days. */
const epochMs = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;
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
    const at = typeof value === 'string' ? Date.parse(value) : value;
    if (bound !== undefined) out.int64(bound);
    else out.safeInt64((whole('timestamptz', at) - epochMs) * 1_000);
  },
  read({ view }, start) {
    const micros = view.getInt32(start) * 2 ** 32 + view.getUint32(start + 4);
    return instant(Math.floor(micros / 1_000) + epochMs);
  },
};

const date: Codec = {
  format: 'binary',
  write(out, value) {
    if (typeof value !== 'string') throw misfit('date', value);
    const day = (Date.parse(`${value}T00:00:00Z`) - epochMs) / dayMs;
    out.int32(dateBounds.get(value) ?? whole('date', day));
  },
  read({ view }, start) {
    return new Date(view.getInt32(start) * dayMs + epochMs).toISOString().slice(0, 10);
  },
};

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
      if (view.getInt32(start) === 0) return read;
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
  write: (out, value) => out.text(String(value)),
  read: ({ buffer }, start, end) => buffer.toString('utf8', start, end),
};

/** By the number of the type in PostgreSQL's catalogue (`pg_type.oid`). */
const codecs = new Map<number, Codec>([
  [16, bool],
  [19, text],
  [20, int8],
  [21, int2],
  [23, int4],
  [25, text],
  [1_043, text],
  [1_082, date],
  [1_184, timestamptz],
  [1_000, arrayOf(bool, 16)],
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
