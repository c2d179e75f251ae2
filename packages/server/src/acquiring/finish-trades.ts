import { type Reader, readNow } from '#database';
import type { Acquiring } from './acquiring.ts';
import { readTradesToFinish } from './finishing.postgres.ts';

const batchSize = 256;

/** Marks every trade whose refund period is over as finished; returns their number. */
export async function finishTrades({
  reader,
  acquiring,
  isInterrupted = () => false,
}: {
  readonly reader: Reader;
  readonly acquiring: Acquiring;
  /** True when the process is stopping: no further batch is started. */
  readonly isInterrupted?: () => boolean;
}): Promise<number> {
  let finished = 0;
  for (;;) {
    const now = await readNow(reader);
    const { result: due } = await reader.read((connection) =>
      readTradesToFinish(connection, now, batchSize),
    );
    const outcomes = await Promise.all(due.map((trade) => acquiring.finish(trade)));
    const moved = outcomes.filter(({ outcome }) => outcome === 'finished').length;
    finished += moved;
    if (isInterrupted() || due.length < batchSize || moved === 0) return finished;
  }
}
