import { assert, type Clock, type Timers } from '@sampan/primitives';
import { fileAttributes, fileEntry, folderAttributes, folderEntry } from './listing.ts';
import { Malformed, PacketSplitter } from './packets.ts';
import { Places } from './places.ts';
import { RecentFiles } from './recent-files.ts';
import {
  attributesReply,
  dataReply,
  greeting,
  handleReply,
  limitsReply,
  type Named,
  namesReply,
  statusReply,
} from './replies.ts';
import { type Request, readGreeting, readRequest } from './requests.ts';
import type { FileShelf, OpenFile, SharedFile } from './shelf.ts';

/** One client's byte stream, both directions. */
export interface Pipe {
  /** The client's bytes, until it ends its side. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Resolves when more may be sent; false when the client is gone. */
  send(bytes: Buffer): Promise<boolean>;
}

export interface FileSessionOptions<User extends string> {
  /** Also shown as the owner in listings. */
  readonly user: User;
  readonly shelf: FileShelf<User>;
  /** A folder in the root with the same files. */
  readonly folder: string;
  /** For dates in listings. */
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** Whether the user still has access; checked whenever a file or folder is opened. */
  readonly mayRead: () => Promise<boolean>;
  /** Called with the cause when the client is answered a failure. */
  readonly onFailure: (error: unknown) => void;
}

export type SessionEnd =
  /** The client ended its side, or is gone. */
  | 'ended'
  /** The client violated the protocol. */
  | 'malformed'
  /** The user has lost access. */
  | 'refused';

/** As advertised by `limits@openssh.com`. A larger read gets this many bytes. */
const limits = {
  packetBytesMax: 256 * 1_024,
  readBytesMax: 255 * 1_024,
  writeBytesMax: 32 * 1_024,
  handlesMax: 64,
} as const;

/** Maximum number of names in one reply. */
const namesMax = 100;

type Handle =
  | { readonly kind: 'file'; readonly file: SharedFile; readonly open: OpenFile }
  | {
      readonly kind: 'folder';
      readonly path: string;
      readonly files: readonly SharedFile[];
      /** Maximum number of open handles per client. */
      given: number;
    };

/**
 * Serves one user's files over one channel, read-only. Requests are carried out in order, the next
 * one after the reply to the previous is sent. Requests sent ahead wait in the channel's window, so
 * at most one piece of a file is in memory.
 */
export class FileSession<User extends string> {
  readonly #pipe: Pipe;
  readonly #options: FileSessionOptions<User>;
  readonly #files: RecentFiles<User>;
  readonly #places: Places;
  readonly #handles = new Map<string, Handle>();
  #lastHandle = 0;

  constructor(pipe: Pipe, options: FileSessionOptions<User>) {
    this.#pipe = pipe;
    this.#options = options;
    this.#files = new RecentFiles(options.shelf, options.user, options.timers);
    this.#places = new Places(options.folder);
  }

  /** Serves until the client ends; closes all open files. */
  async run(): Promise<SessionEnd> {
    try {
      return await this.#serve();
    } catch (error) {
      if (error instanceof Malformed) return 'malformed';
      throw error;
    } finally {
      await this.#closeAll();
    }
  }

  async #serve(): Promise<SessionEnd> {
    const splitter = new PacketSplitter();
    let greeted = false;
    for await (const chunk of this.#pipe.chunks) {
      for (const packet of splitter.push(chunk)) {
        if (!greeted) readGreeting(packet);
        const reply = greeted ? await this.#answer(readRequest(packet)) : greeting();
        greeted = true;
        if (reply === 'refused') return 'refused';
        if (!(await this.#pipe.send(reply))) return 'ended';
      }
    }
    return 'ended';
  }

  async #answer(request: Request): Promise<Buffer | 'refused'> {
    try {
      return await this.#carryOut(request);
    } catch (error) {
      this.#options.onFailure(error);
      return statusReply(request.id, 'failure', 'The files cannot be read at the moment');
    }
  }

  #carryOut(request: Request): Promise<Buffer | 'refused'> | Buffer {
    const { id } = request;
    switch (request.kind) {
      case 'open':
        if (request.writes) return statusReply(id, 'permission-denied');
        return this.#openFile(id, request.path);
      case 'open-folder':
        return this.#openFolder(id, request.path);
      case 'read':
        return this.#read(request);
      case 'read-folder':
        return this.#readFolder(id, request.handle);
      case 'stat':
        return this.#stat(id, request.path);
      case 'stat-open':
        return this.#statOpen(id, request.handle);
      case 'close':
        return this.#close(id, request.handle);
      case 'real-path':
        return this.#realPath(id, request.path);
      case 'read-link':
        return statusReply(id, 'no-such-file', 'There are no links here');
      case 'limits':
        return limitsReply(id, limits);
      case 'change':
        return statusReply(id, 'permission-denied');
      case 'unsupported':
        return statusReply(id, 'unsupported');
    }
  }

  async #openFile(id: number, path: string): Promise<Buffer | 'refused'> {
    const place = this.#places.find(path);
    if (!place) return statusReply(id, 'no-such-file');
    if (place.kind === 'folder') return statusReply(id, 'failure', 'This is a folder');
    if (this.#isFull()) return statusReply(id, 'failure', tooManyOpen);
    if (!(await this.#options.mayRead())) return 'refused';
    const { shelf, user } = this.#options;
    const file = await this.#files.find(place.name);
    const open = file && (await shelf.open(user, file.name));
    if (!file || !open) return statusReply(id, 'no-such-file');
    return handleReply(id, this.#keep({ kind: 'file', file, open }));
  }

  async #openFolder(id: number, path: string): Promise<Buffer | 'refused'> {
    const place = this.#places.find(path);
    if (!place) return statusReply(id, 'no-such-file');
    if (place.kind === 'file') {
      const known = await this.#files.find(place.name);
      return known
        ? statusReply(id, 'failure', 'This is no folder')
        : statusReply(id, 'no-such-file');
    }
    if (this.#isFull()) return statusReply(id, 'failure', tooManyOpen);
    if (!(await this.#options.mayRead())) return 'refused';
    const files = await this.#files.listNow();
    return handleReply(id, this.#keep({ kind: 'folder', path: place.path, files, given: 0 }));
  }

  async #read({ id, handle, offset, length }: Request & { kind: 'read' }): Promise<Buffer> {
    const held = this.#handles.get(handle);
    if (held?.kind !== 'file') return statusReply(id, 'failure', noSuchHandle);
    const { open } = held;
    if (offset >= BigInt(open.size)) return statusReply(id, 'end-of-file');
    const from = Number(offset);
    const wanted = Math.min(length, limits.readBytesMax, open.size - from);
    if (wanted === 0) return dataReply(id, Buffer.alloc(0));
    const bytes = await open.read(from, wanted);
    assert(bytes.length > 0 && bytes.length <= wanted, 'a file is as long as it says');
    return dataReply(id, bytes);
  }

  #readFolder(id: number, handle: string): Buffer {
    const held = this.#handles.get(handle);
    if (held?.kind !== 'folder') return statusReply(id, 'failure', noSuchHandle);
    const { user, clock } = this.#options;
    const inside = this.#places.folderIn(held.path);
    const folders = inside === undefined ? 0 : 1;
    if (held.given >= held.files.length + folders) return statusReply(id, 'end-of-file');
    const now = clock.now();
    const names: Named[] = [];
    if (inside !== undefined && held.given === 0) {
      names.push(folderEntry(inside, held.files, user, now));
    }
    const from = Math.max(0, held.given - folders);
    for (const file of held.files.slice(from, from + namesMax)) {
      names.push(fileEntry(file, user, now));
    }
    held.given += names.length;
    return namesReply(id, names);
  }

  async #stat(id: number, path: string): Promise<Buffer> {
    const place = this.#places.find(path);
    if (!place) return statusReply(id, 'no-such-file');
    if (place.kind === 'folder') {
      return attributesReply(id, folderAttributes(await this.#files.list()));
    }
    const file = await this.#files.find(place.name);
    if (!file) return statusReply(id, 'no-such-file');
    return attributesReply(id, fileAttributes(file));
  }

  #statOpen(id: number, handle: string): Buffer {
    const held = this.#handles.get(handle);
    if (!held) return statusReply(id, 'failure', noSuchHandle);
    if (held.kind === 'folder') return attributesReply(id, folderAttributes(held.files));
    return attributesReply(id, fileAttributes({ ...held.file, size: held.open.size }));
  }

  /** A path that leads nowhere has no canonical form. */
  #realPath(id: number, path: string): Buffer {
    const place = this.#places.find(path);
    if (!place) return statusReply(id, 'no-such-file');
    return namesReply(id, [{ name: place.path, line: place.path, attributes: undefined }]);
  }

  async #close(id: number, handle: string): Promise<Buffer> {
    const held = this.#handles.get(handle);
    if (!held) return statusReply(id, 'failure', noSuchHandle);
    this.#handles.delete(handle);
    if (held.kind === 'file') await held.open.close();
    return statusReply(id, 'ok');
  }

  #isFull(): boolean {
    return this.#handles.size >= limits.handlesMax;
  }

  #keep(held: Handle): string {
    const name = `h${++this.#lastHandle}`;
    this.#handles.set(name, held);
    return name;
  }

  async #closeAll(): Promise<void> {
    for (const held of this.#handles.values()) {
      if (held.kind === 'file') await held.open.close().catch(this.#options.onFailure);
    }
    this.#handles.clear();
  }
}

const tooManyOpen = `No more than ${limits.handlesMax} files and folders can be open`;
const noSuchHandle = 'There is no such handle';
