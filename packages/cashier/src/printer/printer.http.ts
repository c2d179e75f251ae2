/** A receipt printer in the network. What it does never stops a payment. */
import { connect } from 'node:net';

export interface Printer {
  /** Resolves when the printer has taken all of it, or did not in time; never rejects. */
  print(bytes: Uint8Array): Promise<'printed' | 'silent'>;
  state(): 'unknown' | 'ready' | 'silent';
}

const silentAfterMs = 3_000;

/** `tcp://192.0.2.7:9100`. One job at a time, in their order. */
export function networkPrinter(address: string, onState: () => void): Printer {
  const { hostname, port } = new URL(address);
  let state: ReturnType<Printer['state']> = 'unknown';
  let last: Promise<unknown> = Promise.resolve();

  async function print(bytes: Uint8Array): Promise<'printed' | 'silent'> {
    const isTaken = await send(hostname.replace(/^\[|\]$/g, ''), Number(port || 9100), bytes);
    const now = isTaken ? 'ready' : 'silent';
    const isNew = now !== state;
    state = now;
    if (isNew) onState();
    return isTaken ? 'printed' : 'silent';
  }

  return {
    state: () => state,
    print(bytes) {
      const job = last.then(() => print(bytes));
      last = job;
      return job;
    },
  };
}

/** Whether the printer has taken the bytes and ended the connection in order. */
function send(host: string, port: number, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setTimeout(silentAfterMs, () => socket.destroy());
    socket.once('connect', () => socket.end(bytes));
    // Read, or the other end's close is not seen.
    socket.resume();
    socket.once('error', () => resolve(false));
    socket.once('close', (hadError) =>
      resolve(!hadError && socket.bytesWritten >= bytes.length && socket.writableFinished),
    );
  });
}

/** Whether it is an address such as `tcp://192.0.2.7:9100`. */
export function isPrinterAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    return protocol === 'tcp:' && hostname !== '';
  } catch {
    return false;
  }
}
