/** Transactions a second, without the time that connecting takes; no number when there were none. */
export function parsePgbenchReport(report: string): number {
  if (/actually processed: 0\b/.test(report)) return Number.NaN;
  const tps = /tps = ([0-9.]+) \(without initial connection time\)/.exec(report)?.[1];
  if (tps === undefined) throw new Error(`pgbench says no rate: ${report}`);
  return Number(tps);
}

/**
 * The latency of each transaction, in ms. A line of the log is client, number, µs, script, epoch, µs of
 * it and, with a rate, the lag. The third field counts from when a transaction was due, so it holds the lag.
 */
export const parsePgbenchLog = (log: string): readonly number[] =>
  log
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length >= 6 && fields[2] !== 'skipped')
    .map((fields) => Number(fields[2]) / 1_000);
