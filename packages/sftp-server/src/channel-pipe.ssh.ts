import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ServerChannel } from 'ssh2';
import type { Pipe } from './file-session.ts';

/** Limit of bytes queued for the network in this process, regardless of the client's window. */
const unsentBytesMax = 512 * 1_024;

/**
 * Both directions of a channel. Input is read as fast as it is served. Output waits for the
 * client's window and for its network: the library passes everything inside the window to the
 * socket, and a client may grant gigabytes and read nothing.
 * `gone` resolves when the client has left; the channel alone does not always report it. `moved` is
 * called after progress in either direction.
 */
export function channelPipe(
  channel: ServerChannel,
  socket: Socket,
  gone: AbortSignal,
  moved: () => void,
): Pipe {
  return {
    chunks: chunksOf(channel, moved),
    async send(bytes) {
      await handedOver(channel, bytes, gone);
      if (socket.writableLength > unsentBytesMax) {
        await once(socket, 'drain', { signal: gone }).catch(() => undefined);
      }
      moved();
      return !gone.aborted;
    },
  };
}

async function* chunksOf(channel: ServerChannel, moved: () => void): AsyncGenerator<Buffer> {
  // The side that opened the channel closes it, after the exit status.
  for await (const chunk of channel.iterator({ destroyOnReturn: false })) {
    moved();
    yield chunk as Buffer;
  }
}

/** A channel that the client has closed never calls back. */
function handedOver(channel: ServerChannel, bytes: Buffer, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gone.removeEventListener('abort', done);
      resolve();
    };
    if (gone.aborted) return done();
    gone.addEventListener('abort', done);
    channel.write(bytes, done);
  });
}
