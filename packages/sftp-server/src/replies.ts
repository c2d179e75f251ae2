import { packet, string, uint32, uint64 } from './packets.ts';

const type = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105 } as const;
const extendedReply = 201;

const codes = {
  ok: 0,
  'end-of-file': 1,
  'no-such-file': 2,
  'permission-denied': 3,
  failure: 4,
  unsupported: 8,
} as const;

export type Status = keyof typeof codes;

/** Default status texts; a failure has its own. */
const words: Readonly<Record<Status, string>> = {
  ok: 'Success',
  'end-of-file': 'End of file',
  'no-such-file': 'No such file',
  'permission-denied': 'Permission denied',
  failure: 'Failure',
  unsupported: 'Operation unsupported',
};

/** Attributes of a file or folder. */
export interface Attributes {
  readonly size: number;
  /** Kind and permissions, as in `stat`. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly madeAtSeconds: number;
}

/** A file or folder in a listing. */
export interface Named {
  readonly name: string;
  /** The line that `ls -l` would show. */
  readonly line: string;
  readonly attributes: Attributes | undefined;
}

export interface ServerLimits {
  readonly packetBytesMax: number;
  readonly readBytesMax: number;
  readonly writeBytesMax: number;
  readonly handlesMax: number;
}

const protocolVersion = 3;

/** The server's greeting, with the one extension that it offers. */
export const greeting = (): Buffer =>
  packet(type.version, uint32(protocolVersion), string('limits@openssh.com'), string('1'));

export const statusReply = (id: number, status: Status, text = words[status]): Buffer =>
  packet(type.status, uint32(id), uint32(codes[status]), string(text), string('en'));

export const handleReply = (id: number, handle: string): Buffer =>
  packet(type.handle, uint32(id), string(handle));

export const dataReply = (id: number, bytes: Buffer): Buffer =>
  packet(type.data, uint32(id), uint32(bytes.length), bytes);

export const namesReply = (id: number, names: readonly Named[]): Buffer =>
  packet(
    type.name,
    uint32(id),
    uint32(names.length),
    ...names.flatMap(({ name, line, attributes }) => [
      string(name),
      string(line),
      attributes ? fieldsOf(attributes) : uint32(0),
    ]),
  );

export const attributesReply = (id: number, attributes: Attributes): Buffer =>
  packet(type.attrs, uint32(id), fieldsOf(attributes));

export const limitsReply = (id: number, limits: ServerLimits): Buffer =>
  packet(
    extendedReply,
    uint32(id),
    uint64(limits.packetBytesMax),
    uint64(limits.readBytesMax),
    uint64(limits.writeBytesMax),
    uint64(limits.handlesMax),
  );

const has = { size: 1, permissions: 4, times: 8 } as const;

function fieldsOf({ size, mode, madeAtSeconds }: Attributes): Buffer {
  return Buffer.concat([
    uint32(has.size | has.permissions | has.times),
    uint64(size),
    uint32(mode),
    uint32(madeAtSeconds),
    uint32(madeAtSeconds),
  ]);
}
