/**
 * A TCP proxy in front of PostgreSQL that cuts connections at chosen moments.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * When to cut, by a statement that the client sends: `before` the server sees it, or `after` the
 * server has answered it, with the answer withheld.
 */
export interface Cut {
  readonly when: 'before' | 'after';
  /** A statement's name, as it is bound. */
  readonly statement: string;
}

export interface FaultProxy {
  /** The database's URL, through the proxy. */
  readonly url: string;
  /** Cuts the connection that next runs the statement, once. Settles when it was cut. */
  cut(cut: Cut): Promise<void>;
  /** Lets nothing more through on the connections that are open now, and keeps them open. */
  silence(): void;
  /**
   * Swallows everything from now on, both ways, and closes nothing: what is connected stays so for ever,
   * what connects is never answered. A firewall that has forgotten its connections does that.
   */
  vanish(): void;
  /** Serves new connections again; earlier ones stay broken, without notice to either side. */
  heal(): void;
  close(): Promise<void>;
}

export async function faultProxy(url: string): Promise<FaultProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let vanished = false;
  const vanishing = new Set<() => void>();
  let planned: { readonly cut: Cut; readonly done: () => void } | undefined;

  const server = createServer((client) => {
    if (vanished) {
      sockets.add(client.resume());
      client.on('error', () => undefined).on('close', () => sockets.delete(client));
      return;
    }
    let isLost = false;
    const lose = () => {
      isLost = true;
    };
    vanishing.add(lose);
    const upstream = connect(Number(target.port), target.hostname);
    /** Set when the answer to the chosen statement is to be swallowed. */
    let swallow: (() => void) | undefined;
    const end = (): void => {
      // Neither side is notified of the other's end.
      if (isLost) return;
      vanishing.delete(lose);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes: Buffer) => {
      if (isLost) return;
      const at = planned ? bindOf(bytes, planned.cut.statement) : -1;
      if (planned && at >= 0) {
        const { cut, done } = planned;
        planned = undefined;
        if (cut.when === 'before') {
          // What was sent before the statement reaches the server; it rolls back by itself.
          upstream.end(bytes.subarray(0, at));
          client.destroy();
          return done();
        }
        swallow = done;
      }
      upstream.write(bytes);
    });
    let answered = '';
    upstream.on('data', (bytes: Buffer) => {
      if (isLost) return;
      if (!swallow) return void client.write(bytes);
      // Answers to earlier statements may come first; the commit's is a tag of its own.
      answered += bytes.toString('latin1');
      if (!answered.includes('COMMIT\0')) return;
      const done = swallow;
      end();
      done();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);

  return {
    url: through.href,
    cut: (cut) =>
      new Promise((done) => {
        planned = { cut, done };
      }),
    silence: () => {
      for (const socket of sockets) socket.pause();
    },
    vanish: () => {
      vanished = true;
      for (const lose of vanishing) lose();
      vanishing.clear();
    },
    heal: () => {
      vanished = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Where the message begins that binds the statement, which is sent as `7 NAME`; else −1. */
function bindOf(bytes: Buffer, name: string): number {
  const text = bytes.toString('latin1');
  // A message is its type (1), its length (4) and its body; Bind's body begins with the portal.
  for (const { index } of text.matchAll(/B[\s\S]{4}\0\d+ [^\0]*\0/g)) {
    const end = text.indexOf('\0', index + 6);
    if (text.slice(index + 6, end).replace(/^\d+ /, '') === name) return index;
  }
  return -1;
}
