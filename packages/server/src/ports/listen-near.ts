/** Which port to listen on when the wished one is taken. */

export interface PortWish {
  /** 0 takes any free port. */
  readonly port: number;
  /** The user requested exactly this port, with the option named here. */
  readonly askedWith?: string;
}

const triesMax = 50;

/**
 * Listens on the wished port. When it is taken and no option asked for exactly this one, takes the next free one.
 * `listen` gets a port to try and returns the one it listens on; it fails with EADDRINUSE.
 */
export async function listenNear(
  wish: PortWish,
  listen: (port: number) => Promise<number>,
  log: (line: string) => void,
): Promise<number> {
  for (let port = wish.port, tries = 1; ; port = nextPort(wish, tries), tries += 1) {
    try {
      const found = await listen(port);
      if (found !== wish.port && wish.port !== 0) {
        log(`Port ${wish.port} is taken; using ${found}`);
      }
      return found;
    } catch (cause) {
      const { code = '' } = cause as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE') {
        const wrong = wrongWith[code];
        throw wrong ? new Error(`Port ${port} cannot be opened: ${wrong}`, { cause }) : cause;
      }
      // A free port that was found may be taken by the time that one listens on it.
      const mayTryAnother = wish.port === 0 ? tries < triesMax : wish.askedWith === undefined;
      if (mayTryAnother) continue;
      const advice = `choose another with ${wish.askedWith}, or 0 for any free one`;
      throw new Error(`Port ${wish.port} is taken; ${advice}`, { cause });
    }
  }
}

/** Of the address that was asked for, in the words of the option. */
const wrongWith: Readonly<Record<string, string>> = {
  ENOTFOUND: '--host has no address',
  EAI_AGAIN: '--host has no address now',
  EADDRNOTAVAIL: '--host is no address of this machine',
  EACCES: 'this user may not; ports below 1024 are for root',
};

/** The next ones, and then any that is free. */
const nextPort = ({ port }: PortWish, tries: number): number =>
  port !== 0 && tries <= triesMax ? port + tries : 0;
