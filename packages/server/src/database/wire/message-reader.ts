import { assert } from '@sampan/primitives';
import { type Bytes, type Codec, codecOf } from './codec.ts';

/** The kinds of message that a server sends. */
export const backend = {
  notification: 0x41,
  commandComplete: 0x43,
  dataRow: 0x44,
  error: 0x45,
  copyIn: 0x47,
  emptyQuery: 0x49,
  readyForQuery: 0x5a,
  rowDescription: 0x54,
  parameterDescription: 0x74,
} as const;

/** Told of each message: its kind, and where its content stands. */
export type OnMessage = (kind: number, bytes: Bytes, start: number, end: number) => void;

const head = 5;

/** Cuts what arrives into messages. The bytes are valid only while `onMessage` runs. */
export class MessageReader {
  readonly #onMessage: OnMessage;
  #left: Buffer | undefined;

  constructor(onMessage: OnMessage) {
    this.#onMessage = onMessage;
  }

  read(chunk: Buffer): void {
    const buffer = this.#left ? Buffer.concat([this.#left, chunk]) : chunk;
    const bytes = { buffer, view: viewOf(buffer) };
    let at = 0;
    while (at + head <= buffer.length) {
      const length = bytes.view.getInt32(at + 1);
      assert(length >= 4, 'a message counts its own length');
      const end = at + 1 + length;
      if (end > buffer.length) break;
      this.#onMessage(bytes.view.getUint8(at), bytes, at + head, end);
      at = end;
    }
    this.#left = at < buffer.length ? buffer.subarray(at) : undefined;
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView =>
  new DataView(buffer, byteOffset, length);

export interface Field {
  readonly name: string;
  readonly codec: Codec;
}

/** RowDescription: the columns that a statement answers. */
export function readFields({ buffer, view }: Bytes, start: number): readonly Field[] {
  const fields: Field[] = [];
  let at = start + 2;
  for (let index = view.getInt16(start); index > 0; index--) {
    const end = buffer.indexOf(0, at);
    const name = buffer.toString('utf8', at, end);
    // Behind the name: table, column, type, the type's size and modifier, format.
    fields.push({ name, codec: codecOf(view.getInt32(end + 7)) });
    at = end + 19;
  }
  return fields;
}

/** ParameterDescription: the types of the values that a statement is given. */
export function readParameters({ view }: Bytes, start: number): readonly Codec[] {
  const count = view.getInt16(start);
  return Array.from({ length: count }, (_, index) => codecOf(view.getInt32(start + 2 + index * 4)));
}

/** DataRow: one row, by the names of its columns. */
export function readRow(
  bytes: Bytes,
  start: number,
  fields: readonly Field[],
): Record<string, unknown> {
  const { view } = bytes;
  const row: Record<string, unknown> = {};
  let at = start + 2;
  for (const { name, codec } of fields) {
    const length = view.getInt32(at);
    at += 4;
    if (length < 0) {
      row[name] = null;
    } else {
      row[name] = codec.read(bytes, at, at + length);
      at += length;
    }
  }
  return row;
}

/** A message of `NOTIFY`, and the session that has sent it. */
export interface Notification {
  readonly processId: number;
  readonly payload: string;
}

/** NotificationResponse: the session, the channel, the text. */
export function readNotification({ buffer, view }: Bytes, start: number): Notification {
  const channelEnd = buffer.indexOf(0, start + 4);
  const textEnd = buffer.indexOf(0, channelEnd + 1);
  return {
    processId: view.getInt32(start),
    payload: buffer.toString('utf8', channelEnd + 1, textEnd),
  };
}
