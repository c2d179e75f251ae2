/** The packets of the SSH File Transfer Protocol, version 3 (draft-ietf-secsh-filexfer-02). */

/** Longer than any request of a reading client; longer packets are refused. */
const packetBytesMax = 64 * 1_024;

/** The bytes are not a packet of the protocol; the rest of the stream cannot be read. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Splits a byte stream into packets, each without its length: type, then payload. */
export class PacketSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** The packets completed by this chunk. Throws `Malformed` on an invalid length. */
  *push(chunk: Buffer): Generator<Buffer> {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length >= 4) {
      const length = bytes.readUInt32BE(0);
      if (length === 0 || length > packetBytesMax)
        throw new Malformed(`a packet of ${length} bytes`);
      if (bytes.length < 4 + length) break;
      const packet = bytes.subarray(4, 4 + length);
      bytes = bytes.subarray(4 + length);
      yield packet;
    }
    // Copied, so that a small remainder does not keep a large chunk in memory.
    this.#rest = Buffer.from(bytes);
  }
}

/** Reads the fields of a packet in order. Throws `Malformed` when they end too early. */
export class FieldReader {
  readonly #packet: Buffer;
  #at = 0;

  constructor(packet: Buffer) {
    this.#packet = packet;
  }

  byte(): number {
    return this.#take(1).readUInt8(0);
  }

  uint32(): number {
    return this.#take(4).readUInt32BE(0);
  }

  uint64(): bigint {
    return this.#take(8).readBigUInt64BE(0);
  }

  bytes(): Buffer {
    return this.#take(this.uint32());
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#packet.length) throw new Malformed('a packet that ends too early');
    const taken = this.#packet.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

/** Bytes or UTF-8 text, preceded by their length. */
export function string(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** A whole packet with its length. */
export function packet(type: number, ...fields: readonly Buffer[]): Buffer {
  const length = fields.reduce((sum, field) => sum + field.length, 1);
  return Buffer.concat([uint32(length), Buffer.of(type), ...fields]);
}
