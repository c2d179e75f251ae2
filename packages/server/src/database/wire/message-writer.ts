const initialSize = 16 * 1_024;
/** What one large flight has needed is not kept for good. */
const keptSize = 1_024 * 1_024;

/** The kinds of message that a client sends. */
export const frontend = {
  bind: 0x42,
  close: 0x43,
  describe: 0x44,
  execute: 0x45,
  parse: 0x50,
  sync: 0x53,
} as const;

/** Writes messages, one behind the other, into one buffer that grows. */
export class MessageWriter {
  #bytes = Buffer.allocUnsafeSlow(initialSize);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  /** Starts a message; `finish` takes what this answers. */
  begin(kind: number): number {
    this.#reserve(5);
    this.#bytes[this.#end] = kind;
    const mark = this.#end + 1;
    this.#end += 5;
    return mark;
  }

  /** Fills in the length of a message, which counts itself. */
  finish(mark: number): void {
    this.#view.setInt32(mark, this.#end - mark);
  }

  /** Takes a message back that was begun. */
  cancel(mark: number): void {
    this.#end = mark - 1;
  }

  /** Starts a value; `finishValue` takes what this answers. */
  beginValue(): number {
    this.#reserve(4);
    this.#end += 4;
    return this.#end;
  }

  /** Fills in the length of a value, which does not count itself. */
  finishValue(mark: number): void {
    this.#view.setInt32(mark - 4, this.#end - mark);
  }

  int8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value;
  }

  int16(value: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#end, value);
    this.#end += 2;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#end, value);
    this.#end += 4;
  }

  int64(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigInt64(this.#end, value);
    this.#end += 8;
  }

  /** A whole number of at most 53 bits as 64 bits. */
  safeInt64(value: number): void {
    this.#reserve(8);
    this.#view.setInt32(this.#end, Math.floor(value / 2 ** 32));
    this.#view.setUint32(this.#end + 4, value >>> 0);
    this.#end += 8;
  }

  /** UTF-8, without an end mark. */
  text(value: string): void {
    const { length } = value;
    this.#reserve(length * 3);
    const bytes = this.#bytes;
    let end = this.#end;
    // Short ASCII, which nearly everything is, costs less here than a call into the runtime.
    if (length <= shortText) {
      let index = 0;
      for (; index < length; index++) {
        const code = value.charCodeAt(index);
        if (code > 0x7f) break;
        bytes[end++] = code;
      }
      if (index === length) {
        this.#end = end;
        return;
      }
    }
    this.#end += bytes.write(value, this.#end, 'utf8');
  }

  /** UTF-8 with an end mark. */
  cString(value: string): void {
    this.text(value);
    this.int8(0);
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#end);
    this.#end += value.length;
  }

  /** All that was written. It belongs to the caller until `reuse`, or for good after `renew`. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Starts again in the same buffer. */
  reuse(): void {
    if (this.#bytes.length > keptSize) this.renew();
    this.#end = 0;
  }

  /** Starts again in a new buffer. */
  renew(): void {
    this.#bytes = Buffer.allocUnsafeSlow(initialSize);
    this.#view = new DataView(this.#bytes.buffer);
    this.#end = 0;
  }

  #reserve(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

const shortText = 40;
