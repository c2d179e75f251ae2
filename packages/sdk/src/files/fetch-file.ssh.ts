import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Client, SFTPWrapper } from 'ssh2';

export interface SftpAccess {
  readonly host: string;
  /** 22 unless said otherwise. */
  readonly port?: number;
  /** As the gateway's operator names it; Sampan takes the partner's id. */
  readonly username: string;
  readonly password?: string;
  /** PEM or OpenSSH's format, instead of a password. */
  readonly privateKey?: string;
  readonly passphrase?: string;
  /**
   * The fingerprint of the server's key, `SHA256:…`, as `ssh-keygen -lf` shows it; several while
   * the server changes its key. Without a right one nothing is sent, not even the password.
   */
  readonly hostKey: string | readonly string[];
  /** Until the log-in is done, and for each silence after it; 20 s unless said otherwise. */
  readonly silenceMs?: number;
}

/**
 * - `no-connection`: nothing answers at the address, or nothing that speaks SSH.
 * - `wrong-host-key`: it is another server; `message` has its fingerprint.
 * - `login-refused`: name, password or key are wrong, or the address is not on the list.
 * - `no-such-file`: it is not there yet. Files of a day come in the morning after it.
 * - `broken-off`: the connection broke in the middle of the file; fetch it again.
 */
export type SftpProblem =
  | 'no-connection'
  | 'wrong-host-key'
  | 'login-refused'
  | 'no-such-file'
  | 'broken-off';

/** A file that could not be fetched. */
export class SftpError extends Error {
  override readonly name = 'SftpError';
  readonly problem: SftpProblem;

  constructor(problem: SftpProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }

  toJSON(): object {
    const { name, message, problem } = this;
    return { name, message, problem };
  }
}

/**
 * The bytes of a file on the gateway's SFTP server, as they arrive. Throws an `SftpError`, also when
 * fewer bytes came than the file has. Needs the package `ssh2`.
 * ```ts
 * const path = `/download/${partner.id}_transaction_20261122.txt`;
 * for await (const row of readMoneyFile(fetchFile(access, path))) book(row);
 * ```
 */
export async function* fetchFile(access: SftpAccess, path: string): AsyncGenerator<Uint8Array> {
  const client = await logIn(access);
  try {
    const sftp = await openChannel(client);
    const size = await sizeOf(sftp, path);
    let received = 0;
    for await (const bytes of piecesOf(sftp.createReadStream(path), path)) {
      received += bytes.length;
      yield bytes;
    }
    if (received !== size) throw brokenOff(path, `${received} of ${size} bytes came`);
  } finally {
    client.end();
  }
}

async function logIn(access: SftpAccess): Promise<Client> {
  const { host, port = 22, username, password, privateKey, passphrase } = access;
  const { silenceMs = 20_000 } = access;
  const known = [access.hostKey].flat();
  if (known.length === 0 || !known.every((each) => /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(each))) {
    throw new TypeError('fetchFile: hostKey must be a fingerprint, SHA256:…');
  }
  const { default: ssh2 } = await import('ssh2').catch((cause: unknown) => {
    throw new Error('fetchFile: install the package ssh2', { cause });
  });
  const client = new ssh2.Client();
  let shown: string | undefined;
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client));
    // Later failures appear at the file that is read; without a listener they end the process.
    client.on('error', (error) => reject(failure(error, shown, access)));
    client.once('close', () => reject(failure(undefined, shown, access)));
    client.once('handshake', () => client.setNoDelay(true));
    client.on('keyboard-interactive', (_name, _about, _language, prompts, answer) =>
      answer(prompts.map(() => password ?? '')),
    );
    client.connect({
      host,
      port,
      username,
      ...(password !== undefined && { password, tryKeyboard: true }),
      ...(privateKey !== undefined && { privateKey }),
      ...(passphrase !== undefined && { passphrase }),
      readyTimeout: silenceMs,
      // Two unanswered questions are a connection that is dead.
      keepaliveInterval: Math.ceil(silenceMs / 2),
      keepaliveCountMax: 1,
      hostVerifier: (key: Buffer) => {
        const seen = fingerprint(key);
        if (known.some((each) => each.replace(/=$/, '') === seen)) return true;
        shown = seen;
        return false;
      },
    });
  });
}

const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=$/, '')}`;

function failure(
  error: (Error & { readonly level?: string }) | undefined,
  shown: string | undefined,
  { host, port = 22, username }: SftpAccess,
): SftpError {
  const where = `${host}:${port}`;
  if (shown !== undefined) {
    const message = `${where} is another server than expected: its key is ${shown}`;
    return new SftpError('wrong-host-key', message, error);
  }
  if (error?.level === 'client-authentication') {
    const message =
      `${where} refuses ${username}: a wrong password or key, or an address that it does not ` +
      'expect';
    return new SftpError('login-refused', message, error);
  }
  const message = `${where} does not answer: ${error?.message ?? 'the connection was closed'}`;
  return new SftpError('no-connection', message, error);
}

const openChannel = (client: Client): Promise<SFTPWrapper> =>
  new Promise((resolve, reject) => {
    client.once('close', () => reject(new SftpError('broken-off', 'the connection was closed')));
    client.sftp((error, sftp) => {
      if (error) reject(new SftpError('broken-off', error.message, error));
      else resolve(sftp);
    });
  });

/** The status of the protocol for a file that is not there. */
const noSuchFile = 2;

const sizeOf = (sftp: SFTPWrapper, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    sftp.stat(path, (error, stats) => {
      if (!error) resolve(stats.size);
      else if ('code' in error && error.code === noSuchFile) {
        reject(new SftpError('no-such-file', `${path} is not there, or not yet`, error));
      } else reject(brokenOff(path, error.message, error));
    });
  });

async function* piecesOf(stream: Readable, path: string): AsyncGenerator<Buffer> {
  // Of a read that was under way when the reader left.
  stream.on('error', () => undefined);
  try {
    for await (const piece of stream) {
      const bytes: Buffer = piece;
      yield bytes;
    }
  } catch (error) {
    throw brokenOff(path, error instanceof Error ? error.message : String(error), error);
  }
}

const brokenOff = (path: string, why: string, cause?: unknown): SftpError =>
  new SftpError('broken-off', `${path} broke off: ${why}`, cause);
