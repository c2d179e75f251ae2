import type { Reader } from '#database';
import type { Acquiring } from './acquiring.ts';
import { readDueRefunds } from './refund-rows.postgres.ts';

/** How many accepted refunds a run has executed, put off to the next night, and given up. */
export interface RefundRunResult {
  readonly refunded: number;
  readonly postponed: number;
  readonly failed: number;
}

const batchSize = 256;

/**
 * Executes every accepted refund whose turn has come, a batch at a time. Each is a command of the
 * pipeline with its own key, so a run that dies, or meets another, refunds nothing twice.
 */
export async function runDueRefunds({
  reader,
  acquiring,
  isInterrupted = () => false,
}: {
  readonly reader: Reader;
  readonly acquiring: Acquiring;
  /** True when the process is to stop: no further batch is begun. */
  readonly isInterrupted?: () => boolean;
}): Promise<RefundRunResult> {
  const counts = { refunded: 0, postponed: 0, failed: 0 };
  for (;;) {
    const { now } = await reader.read(async () => undefined);
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
