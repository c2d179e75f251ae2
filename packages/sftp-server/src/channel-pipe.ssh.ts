import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ServerChannel } from 'ssh2';
import type { Pipe } from './file-session.ts';

/** How much may wait for the network in this process, whatever window a client grants. */
const unsentBytesMax = 512 * 1_024;

/**
 * The two ways of a channel. What the client sends is read as fast as it is served. What is sent waits
 * for the client's window, and for its network: the library hands everything in the window to the
 * socket, and a client may grant gigabytes and take none.
 *
 * `gone` tells that nobody listens; the channel alone does not always say so. `moved` is called when
 * something went either way.
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
  // The channel is closed by whoever opened it, with an exit status before.
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
