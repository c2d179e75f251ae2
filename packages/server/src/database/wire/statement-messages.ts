import { assert } from '@sampan/primitives';
import { type Codec, writeValue } from './codec.ts';
import type { Field } from './message-reader.ts';
import { frontend, type MessageWriter } from './message-writer.ts';

/** A statement that a connection has prepared, as the server has described it. */
export interface Prepared {
  readonly name: string;
  parameters: readonly Codec[];
  fields: readonly Field[];
}

/** `S`: what Describe asks for is a statement. */
const statementKind = 0x53;

/** Parse, and Describe of what was parsed. */
export function writePrepare(out: MessageWriter, name: string, text: string): void {
  const parse = out.begin(frontend.parse);
  out.cString(name);
  out.cString(text);
  out.int16(0);
  out.finish(parse);
  const describe = out.begin(frontend.describe);
  out.int8(statementKind);
  out.cString(name);
  out.finish(describe);
}

/** Frees what was prepared under a name. */
export function writeClose(out: MessageWriter, name: string): void {
  const close = out.begin(frontend.close);
  out.int8(statementKind);
  out.cString(name);
  out.finish(close);
}

/** Of the unnamed portal, all rows. */
const execute = Buffer.from([frontend.execute, 0, 0, 0, 9, 0, 0, 0, 0, 0]);

/** Bind and Execute. Throws, and leaves nothing written, when a value does not fit its type. */
export function writeRun(
  out: MessageWriter,
  { name, parameters, fields }: Prepared,
  values: readonly unknown[],
): void {
  assert(values.length === parameters.length, `${name} takes ${parameters.length} values`);
  const mark = out.begin(frontend.bind);
  try {
    out.int8(0);
    out.cString(name);
    writeFormats(out, parameters);
    out.int16(values.length);
    for (const [index, codec] of parameters.entries()) writeValue(out, codec, values[index]);
    writeFormats(
      out,
      fields.map(({ codec }) => codec),
    );
    out.finish(mark);
  } catch (error) {
    out.cancel(mark);
    throw error;
  }
  out.bytes(execute);
}

/** One format for all when it is the same. */
function writeFormats(out: MessageWriter, codecs: readonly Codec[]): void {
  if (codecs.every(({ format }) => format === 'binary')) {
    out.int16(1);
    out.int16(1);
    return;
  }
  out.int16(codecs.length);
  for (const { format } of codecs) out.int16(format === 'binary' ? 1 : 0);
}

const sync = Buffer.from([frontend.sync, 0, 0, 0, 4]);

/** Ends a step: the server answers all of it, and ReadyForQuery. */
export const writeSync = (out: MessageWriter): void => out.bytes(sync);
