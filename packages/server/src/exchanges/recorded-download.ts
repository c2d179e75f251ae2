/** What partners fetch over SFTP: which file, and how much of it. The file itself is kept elsewhere. */
import type { Clock, Instant, PartnerId, Timers } from '@sampan/primitives';
import type { FileShelf } from '@sampan/sftp-server';
import type { Recorded } from './recorded.ts';

export interface Download {
  readonly partnerId: PartnerId;
  readonly name: string;
  /** When it was opened. */
  readonly at: Instant;
  readonly tookMs: number;
  /** In bytes. */
  readonly size: number;
  /** The bytes that were read without a gap, from the first. */
  readonly read: number;
}

export interface Watching {
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Pick<Timers, 'monotonicMs'>;
  /** Called for each file when it is closed. */
  readonly onDownload: (download: Download) => void;
}

/** The same files, with a word of each that was fetched. */
export function watchedShelf(
  shelf: FileShelf<PartnerId>,
  { clock, timers, onDownload }: Watching,
): FileShelf<PartnerId> {
  return {
    list: (partnerId) => shelf.list(partnerId),
    async open(partnerId, name) {
      const [at, sinceMs] = [clock.now(), timers.monotonicMs()];
      const file = await shelf.open(partnerId, name);
      if (!file) return undefined;
      let read = 0;
      return {
        size: file.size,
        async read(offset, length) {
          const bytes = await file.read(offset, length);
          if (offset <= read) read = Math.max(read, offset + bytes.length);
          return bytes;
        },
        async close() {
          await file.close();
          const tookMs = timers.monotonicMs() - sinceMs;
          onDownload({ partnerId, name, at, tookMs, size: file.size, read });
        },
      };
    },
  };
}

export function recordedDownload(
  { partnerId, name, at, tookMs, size, read }: Download,
  id: string,
): Recorded {
  const isWhole = read >= size;
  return {
    ...{ id, kind: 'download', at, tookMs: Math.round(tookMs), partnerId, service: 'download' },
    ...{ orderId: undefined, tradeId: undefined, notifyId: undefined },
    result: isWhole ? 'success' : 'failed',
    ...{ level: undefined, code: undefined, checks: [], signedString: undefined, pretended: [] },
    reason: isWhole ? undefined : `${read} of ${size} bytes were read`,
    request: { method: 'GET', target: name, contentType: undefined, body: undefined },
    reply: undefined,
    masked: [],
  };
}
