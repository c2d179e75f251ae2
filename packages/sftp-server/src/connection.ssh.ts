import type { Socket } from 'node:net';
import { type Clock, secret, type Timers } from '@sampan/primitives';
import ssh2, {
  type AuthContext,
  type Connection,
  type KeyboardAuthContext,
  type ServerChannel,
  type Session,
} from 'ssh2';
import { channelPipe } from './channel-pipe.ssh.ts';
import { FileSession } from './file-session.ts';
import type { SftpLimits } from './limits.ts';
import type { Claim, LogInRules } from './log-in-rules.ts';
import type { FileShelf } from './shelf.ts';

export interface ConnectionOptions<User extends string> {
  readonly settings: ssh2.ServerConfig;
  readonly logIn: LogInRules<User>;
  readonly shelf: FileShelf<User>;
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly limits: SftpLimits;
  readonly onFailure: (error: unknown) => void;
}

type LogInMethod = 'password' | 'publickey' | 'keyboard-interactive';
const methods: LogInMethod[] = ['publickey', 'keyboard-interactive', 'password'];

/** The same words as OpenSSH's server; clients look for them. */
const passwordPrompt = { prompt: 'Password:', echo: false } as const;

/** No password is longer, so longer answers are not hashed. */
const answerLengthMax = 1_024;

/** A client that sends beyond its window would fill the memory. */
const unreadBytesMax = 4 * 1_024 * 1_024;

/** Smaller packets would only cost work; at zero the library would never finish sending. */
const packetBytesMin = 1_024;

/** Clients renew keys once an hour or gigabyte; more often is an attack. */
const rekeysMax = 256;

/**
 * One client: it authenticates, opens a few channels, and requests the subsystem `sftp` on each.
 * Other SSH features are refused, because the library refuses requests without a listener.
 */
export class ClientConnection<User extends string> {
  readonly address: string;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #options: ConnectionOptions<User>;
  #client: Connection | undefined;
  #user: User | undefined;
  #quietSinceMs: number;
  #requests = 0;
  #failed = 0;
  #rekeys = 0;
  #sessions = 0;
  readonly #channels = new Set<ServerChannel>();

  constructor(socket: Socket, options: ConnectionOptions<User>) {
    this.#socket = socket;
    this.#options = options;
    this.#quietSinceMs = options.timers.monotonicMs();
    this.address = socket.remoteAddress ?? '';
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.setNoDelay(true);
    socket.setMaxListeners(30);
    // The library reports no errors before the client has sent its identification.
    socket.on('error', () => socket.destroy());
    // One per connection, which ties a socket to its client.
    const server = new ssh2.Server(options.settings, (client) => this.#greet(client));
    server.injectSocket(socket);
  }

  /** Whether the client is too slow: to authenticate, or since its last request. */
  isLate(nowMs: number): boolean {
    const { logInMs, idleMs } = this.#options.limits;
    return nowMs - this.#quietSinceMs >= (this.#user === undefined ? logInMs : idleMs);
  }

  /** Sends a disconnect message if the client still listens. */
  end(): void {
    if (this.#client) this.#client.end();
    else this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #greet(client: Connection): void {
    this.#client = client;
    // Broken connection or garbage; the library closes the connection.
    client.on('error', () => this.#socket.destroySoon());
    client.on('authentication', (asked) => void this.#authenticate(client, asked));
    client.on('session', (accept, reject) => this.#openSession(accept, reject));
    client.on('rekey', () => {
      if (++this.#rekeys > rekeysMax || this.#user === undefined) this.destroy();
    });
    this.#socket.on('data', () => {
      for (const { readableLength } of this.#channels) {
        if (readableLength > unreadBytesMax) this.destroy();
      }
    });
  }

  async #authenticate(client: Connection, asked: AuthContext): Promise<void> {
    const { limits, onFailure, timers } = this.#options;
    try {
      if (++this.#requests > limits.logInRequestsMax) return this.end();
      const user = await this.#userOf(asked);
      if (user === 'not-tried' || this.#socket.destroyed) return;
      if (user === undefined) {
        if (isAttempt(asked) && ++this.#failed >= limits.failedLogInsMax) return this.end();
        return asked.reject(methods);
      }
      this.#user = user;
      this.#quietSinceMs = timers.monotonicMs();
      asked.accept();
    } catch (error) {
      // SSH cannot report an internal error, only that the client may try again.
      onFailure(error);
      client.end();
    }
  }

  /** `not-tried` when the client only asked whether a key is acceptable, or gave up a prompt. */
  async #userOf(asked: AuthContext): Promise<User | undefined | 'not-tried'> {
    const { logIn } = this.#options;
    const claim = this.#claim(asked.username);
    if (asked.method === 'password') return logIn.withPassword(claim, secret(asked.password));
    if (asked.method === 'keyboard-interactive') return this.#prompt(asked, claim);
    if (asked.method !== 'publickey') return undefined;
    const offered = { type: asked.key.algo, hash: asked.hashAlgo, publicKey: asked.key.data };
    const { signature, blob: signed } = asked;
    if (signature && signed) return logIn.withKey(claim, { ...offered, signed, signature });
    if (!(await logIn.knowsKey(claim, offered))) return undefined;
    if (!this.#socket.destroyed) asked.accept();
    return 'not-tried';
  }

  /**
   * The single prompt asks for the password; an answer of another shape counts as a wrong password.
   */
  async #prompt(asked: KeyboardAuthContext, claim: Claim): Promise<User | undefined | 'not-tried'> {
    const answers = await new Promise<unknown>((resolve) => {
      // The library reports an error when the client starts another authentication before the first
      // is answered.
      asked.prompt([{ ...passwordPrompt }], resolve);
    });
    if (!Array.isArray(answers)) return 'not-tried';
    const [answer]: readonly unknown[] = answers;
    const fits = answers.length === 1 && typeof answer === 'string';
    const password = fits && answer.length <= answerLengthMax ? answer : '';
    return this.#options.logIn.withPassword(claim, secret(password));
  }

  #claim(name: string): Claim {
    return { name, address: this.address };
  }

  #openSession(accept: () => Session, reject: () => void): void {
    if (this.#sessions >= this.#options.limits.sessionsPerConnectionMax) {
      reject();
      return;
    }
    this.#sessions += 1;
    const session = accept();
    const gone = new AbortController();
    const end = (): void => gone.abort();
    this.#socket.once('close', end);
    session.on('close', () => {
      this.#sessions -= 1;
      this.#socket.off('close', end);
      end();
    });
    session.on('subsystem', (acceptChannel, rejectChannel, { name }) => {
      if (name !== 'sftp') return rejectChannel?.();
      const channel: ServerChannel | undefined = acceptChannel();
      if (channel) void this.#serve(channel, gone.signal);
    });
  }

  async #serve(channel: ServerChannel, gone: AbortSignal): Promise<void> {
    const { onFailure, logIn, shelf, folder, clock, timers } = this.#options;
    // The client is gone; the serving code sees this through `gone`.
    channel.on('error', () => undefined);
    const user = this.#user;
    if (user === undefined || packetBytesOf(channel) < packetBytesMin) return this.destroy();
    this.#channels.add(channel);
    const moved = (): void => {
      this.#quietSinceMs = timers.monotonicMs();
    };
    const session = new FileSession(channelPipe(channel, this.#socket, gone, moved), {
      user,
      shelf,
      folder,
      clock,
      timers,
      mayRead: () => logIn.mayStay(this.#claim(user)),
      onFailure,
    });
    try {
      const end = await session.run();
      if (end === 'refused') return this.end();
      // Without an exit status OpenSSH's client waits for ever.
      channel.exit(end === 'ended' ? 0 : 1);
      channel.end();
    } catch (error) {
      onFailure(error);
      this.destroy();
    } finally {
      this.#channels.delete(channel);
    }
  }
}

/** Asking for the available methods, or whether a key is acceptable, is not an attempt. */
const isAttempt = (asked: AuthContext): boolean =>
  asked.method === 'password' ||
  asked.method === 'keyboard-interactive' ||
  (asked.method === 'publickey' && asked.signature !== undefined);

/** The client's maximum packet size; missing in the library's types. */
function packetBytesOf({ outgoing }: ServerChannel): number {
  const size = (outgoing as { readonly packetSize?: unknown } | undefined)?.packetSize;
  return typeof size === 'number' ? size : 0;
}
