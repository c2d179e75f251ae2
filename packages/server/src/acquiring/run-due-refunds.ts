import { type Reader, readNow } from '#database';
import type { Acquiring } from './acquiring.ts';
import { readDueRefunds } from './refund-rows.postgres.ts';

/** Number of accepted refunds that a run executed, postponed to the next night, and failed. */
export interface RefundRunResult {
  readonly refunded: number;
  readonly postponed: number;
  readonly failed: number;
}

const batchSize = 256;

/**
 * Executes all due accepted refunds, one batch at a time. Each is a pipeline command with its own
 * key, so an interrupted or concurrent run refunds nothing twice.
 */
export async function runDueRefunds({
  reader,
  acquiring,
  isInterrupted = () => false,
}: {
  readonly reader: Reader;
  readonly acquiring: Acquiring;
  /** True when the process is stopping: no further batch is started. */
  readonly isInterrupted?: () => boolean;
}): Promise<RefundRunResult> {
  const counts = { refunded: 0, postponed: 0, failed: 0 };
  for (;;) {
    const now = await readNow(reader);
    const { result: due } = await reader.read((connection) =>
      readDueRefunds(connection, now, batchSize),
    );
    const outcomes = await Promise.all(
      due.map((refund) => acquiring.executeAcceptedRefund(refund)),
    );
    let moved = false;
    for (const { outcome } of outcomes) {
      if (outcome === 'not-due') continue;
      counts[outcome]++;
      moved = true;
    }
    if (isInterrupted() || due.length < batchSize || !moved) return counts;
  }
}
