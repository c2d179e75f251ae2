import { FieldReader, Malformed } from './packets.ts';

/** A client's requests. All requests that would change something are one kind: `change`. */
export type Request =
  | { readonly kind: 'open'; readonly id: number; readonly path: string; readonly writes: boolean }
  | { readonly kind: 'close'; readonly id: number; readonly handle: string }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly handle: string;
      readonly offset: bigint;
      readonly length: number;
    }
  | { readonly kind: 'stat'; readonly id: number; readonly path: string }
  | { readonly kind: 'stat-open'; readonly id: number; readonly handle: string }
  | { readonly kind: 'open-folder'; readonly id: number; readonly path: string }
  | { readonly kind: 'read-folder'; readonly id: number; readonly handle: string }
  | { readonly kind: 'real-path'; readonly id: number; readonly path: string }
  | { readonly kind: 'read-link'; readonly id: number; readonly path: string }
  | { readonly kind: 'limits'; readonly id: number }
  | { readonly kind: 'change'; readonly id: number }
  | { readonly kind: 'unsupported'; readonly id: number };

const type = {
  init: 1,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  symlink: 20,
  extended: 200,
} as const;

const changes: ReadonlySet<number> = new Set([
  type.write,
  type.setstat,
  type.fsetstat,
  type.remove,
  type.mkdir,
  type.rmdir,
  type.rename,
  type.symlink,
]);

/** Extensions that would change something, even if they were not advertised. */
const changingExtensions: ReadonlySet<string> = new Set([
  'posix-rename@openssh.com',
  'hardlink@openssh.com',
  'lsetstat@openssh.com',
  'copy-data',
]);

/** SSH_FXF_READ; every other flag creates or changes a file. */
const readFlag = 1;

/** Reads a client's first packet. Throws `Malformed` for any other. */
export function readGreeting(packet: Buffer): { readonly version: number } {
  const fields = new FieldReader(packet);
  if (fields.byte() !== type.init) throw new Malformed('a request before the greeting');
  return { version: fields.uint32() };
}

/** Reads a request. Throws `Malformed` when its fields do not match its type. */
export function readRequest(packet: Buffer): Request {
  const fields = new FieldReader(packet);
  const asked = fields.byte();
  if (asked === type.init) throw new Malformed('a second greeting');
  const id = fields.uint32();
  if (changes.has(asked)) return { kind: 'change', id };
  switch (asked) {
    case type.open:
      return { kind: 'open', id, path: fields.text(), writes: fields.uint32() !== readFlag };
    case type.close:
      return { kind: 'close', id, handle: handle(fields) };
    case type.read:
      return {
        kind: 'read',
        id,
        handle: handle(fields),
        offset: fields.uint64(),
        length: fields.uint32(),
      };
    // There are no links, so both are the same.
    case type.stat:
    case type.lstat:
      return { kind: 'stat', id, path: fields.text() };
    case type.fstat:
      return { kind: 'stat-open', id, handle: handle(fields) };
    case type.opendir:
      return { kind: 'open-folder', id, path: fields.text() };
    case type.readdir:
      return { kind: 'read-folder', id, handle: handle(fields) };
    case type.realpath:
      return { kind: 'real-path', id, path: fields.text() };
    case type.readlink:
      return { kind: 'read-link', id, path: fields.text() };
    case type.extended:
      return { kind: extension(fields.text()), id };
    default:
      return { kind: 'unsupported', id };
  }
}

/** Our handles are short and ASCII; any other matches no open handle. */
const handle = (fields: FieldReader): string => fields.bytes().subarray(0, 32).toString('latin1');

function extension(name: string): 'limits' | 'change' | 'unsupported' {
  if (name === 'limits@openssh.com') return 'limits';
  return changingExtensions.has(name) ? 'change' : 'unsupported';
}
