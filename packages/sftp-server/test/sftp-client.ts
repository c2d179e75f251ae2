/** A partner's program: the client side of the ssh2 library, with promises. */
import { once } from 'node:events';
import { promisify } from 'node:util';
import ssh2, { type ConnectConfig, type FileEntry, type SFTPWrapper, type Stats } from 'ssh2';

export interface SftpClient {
  readonly ssh: ssh2.Client;
  readonly sftp: SFTPWrapper;
  readdir(path: string): Promise<FileEntry[]>;
  /** The names in a folder, in their order. */
  names(path: string): Promise<string[]>;
  stat(path: string): Promise<Stats>;
  realpath(path: string): Promise<string>;
  /** A whole file, fetched with 64 reads under way. */
  fetch(path: string): Promise<Buffer>;
  open(path: string, flags?: 'r' | 'w' | 'a'): Promise<Buffer>;
  read(handle: Buffer, offset: number, length: number): Promise<Buffer>;
  close(handle: Buffer): Promise<void>;
  /** The status code of what is refused; undefined when it is not refused. */
  code(work: (done: (error?: Error | null) => void) => unknown): Promise<number | undefined>;
  end(): Promise<void>;
}

/** What a client may say of itself; by default it has the password `secret`. */
export type Credentials = Partial<ConnectConfig>;

/** Connects and logs in; rejects as the library does. */
export async function connectSsh(
  port: number,
  username: string,
  credentials: Credentials = { password: 'secret' },
): Promise<ssh2.Client> {
  const ssh = new ssh2.Client();
  const ready = new Promise<void>((resolve, reject) => {
    ssh.once('ready', resolve);
    ssh.once('error', reject);
    // The server may say goodbye without a reason.
    ssh.once('close', () => reject(new Error('The server closed the connection')));
  });
  ssh.connect({ host: '127.0.0.1', port, username, readyTimeout: 30_000, ...credentials });
  // The library writes each packet in pieces, and the machine would hold back all but the first.
  ssh.once('handshake', () => ssh.setNoDelay(true));
  // A client that was refused stays connected until the server lets go of it.
  ssh.on('error', () => undefined);
  await ready;
  return ssh;
}

export async function connectSftp(
  port: number,
  username: string,
  credentials?: Credentials,
): Promise<SftpClient> {
  const ssh = await connectSsh(port, username, credentials);
  return openSftp(ssh);
}

/** One more channel of a connection. */
export async function openSftp(ssh: ssh2.Client): Promise<SftpClient> {
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
    ssh.sftp((error, opened) => (error ? reject(error) : resolve(opened)));
  });
  sftp.on('error', () => undefined);
  const readdir = promisify((path: string, done: Done<FileEntry[]>) => sftp.readdir(path, done));
  const client: SftpClient = {
    ssh,
    sftp,
    readdir,
    names: async (path) => (await readdir(path)).map(({ filename }) => filename),
    stat: promisify((path: string, done: Done<Stats>) => sftp.stat(path, done)),
    realpath: promisify((path: string, done: Done<string>) => sftp.realpath(path, done)),
    async fetch(path) {
      const chunks: Buffer[] = [];
      const stream = sftp.createReadStream(path);
      const closed = new Promise((resolve) => stream.once('close', resolve));
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      await closed;
      return Buffer.concat(chunks);
    },
    open: (path, flags = 'r') =>
      new Promise((resolve, reject) => {
        sftp.open(path, flags, (error, handle) => (error ? reject(error) : resolve(handle)));
      }),
    read: (handle, offset, length) =>
      new Promise((resolve, reject) => {
        const into = Buffer.alloc(length);
        sftp.read(handle, into, 0, length, offset, (error, count) =>
          error ? reject(error) : resolve(into.subarray(0, count)),
        );
      }),
    close: (handle) =>
      new Promise((resolve, reject) => {
        sftp.close(handle, (error) => (error ? reject(error) : resolve()));
      }),
    code: (work) =>
      new Promise((resolve) => {
        work((error) => resolve((error as { readonly code?: number } | undefined)?.code));
      }),
    async end() {
      const closed = once(ssh, 'close');
      ssh.end();
      await closed;
    },
  };
  return client;
}

type Done<Value> = (error: Error | undefined, value: Value) => void;

/** The code of an error that the server answered. */
export const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown }).code;

export const noSuchFile = 2;
export const permissionDenied = 3;
export const failure = 4;
export const unsupported = 8;
