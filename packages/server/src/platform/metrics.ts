/**
 * Prometheus metrics of a process. Modules report through observers with plain types; here it is
 * counted. Labels never contain external values: no id, no address, only our own names.
 */
import { elapsed, seconds } from '@sampan/primitives';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';
import type { PipelineObserver } from '#database';
import type { OnAnswer } from '#gateway';
import { type Notifier, readBacklog } from '#notification';
import type { OnRun } from './job-run.ts';
import type { Platform } from './open-platform.ts';
import { RequestTally } from './request-tally.ts';

/** The metrics of one process as plain data, which can be sent to another process. */
export type Figures = readonly object[];

export interface Metrics {
  readonly onAnswer: OnAnswer;
  readonly observer: PipelineObserver;
  readonly onConnection: (name: string, change: 1 | -1) => void;
  readonly onStream: (change: 1 | -1) => void;
  readonly onRun: OnRun;
  /** Counts what this platform does; call once. */
  watch(platform: Pick<Platform, 'acquiring' | 'notifier'>): void;
  /** Reads the backlog of deliveries, of all processes, whenever metrics are requested. */
  watchBacklog(platform: BacklogPlatform): void;
  watchSftp(connections: () => number): void;
  figures(): Promise<Figures>;
}

interface BacklogPlatform extends Pick<Platform, 'clock' | 'timers'> {
  readonly readers: Pick<Platform['readers'], 'lists'>;
}

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const slow = [0.01, 0.1, 1, 10, 60, 300, 1_800, 7_200];

/**
 * ```ts
 * const metrics = createMetrics();
 * metrics.watch(platform);
 * const { contentType, text } = await textOf([await metrics.figures()]);
 * ```
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new RequestTally();
  requests.register(registry);
  const streams = new Gauge({
    name: 'sampan_live_streams',
    help: 'Open streams of live updates for buyers',
    registers,
  });
  const connections = new Gauge({
    name: 'sampan_database_connections',
    help: 'Open connections to the database, by purpose',
    labelNames: ['purpose'],
    registers,
  });
  let readBacklogNow: (() => Promise<void>) | undefined;
  return {
    onAnswer: requests.onAnswer,
    observer: observePipeline(registry),
    onConnection: (name, change) =>
      connections.inc({ purpose: name.replace('sampan ', '') }, change),
    onStream: (change) => streams.inc(change),
    onRun: observeJobs(registry),
    watch({ acquiring, notifier }) {
      new Gauge({
        name: 'sampan_commands_waiting',
        help: 'Commands that wait for a lane at this moment',
        registers,
        collect() {
          this.set(acquiring.waiting);
        },
      });
      watchDeliveries(registry, notifier);
    },
    watchBacklog(platform) {
      readBacklogNow = watchBacklog(registry, platform);
    },
    watchSftp(sessions) {
      new Gauge({
        name: 'sampan_sftp_connections',
        help: 'Clients that are connected to the SFTP port',
        registers,
        collect() {
          this.set(sessions());
        },
      });
    },
    async figures() {
      await readBacklogNow?.();
      return registry.getMetricsAsJSON();
    },
  };
}

/** Merges the metrics of several processes. Values that cannot be added are the first one's. */
export async function textOf(
  processes: readonly Figures[],
): Promise<{ readonly contentType: string; readonly text: string }> {
  const text = await together(processes).metrics();
  return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text };
}

/** What remains of ended processes: their counters, not their gauges. */
export async function sumsOf(processes: readonly Figures[]): Promise<Figures> {
  const figures: Figures = await together(processes).getMetricsAsJSON();
  return figures.filter(
    (figure) => 'type' in figure && (figure.type === 'counter' || figure.type === 'histogram'),
  );
}

const together = (processes: readonly Figures[]) =>
  AggregatorRegistry.aggregate(
    processes.map((figures) =>
      figures.map((figure) => ({ ...figure, ...(isOmitted(figure) && { aggregator: 'first' }) })),
    ),
  );

/** The library would omit it. */
const isOmitted = (figure: object): boolean =>
  'aggregator' in figure && figure.aggregator === 'omit';

function observePipeline(registry: Registry): PipelineObserver {
  const registers = [registry];
  const commands = new Histogram({
    name: 'sampan_batch_commands',
    help: 'Commands of each transaction of the money path',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const duration = new Histogram({
    name: 'sampan_batch_duration_seconds',
    help: 'From the begin of each transaction of the money path to its commit',
    buckets: quick,
    registers,
  });
  const dropped = new Counter({
    name: 'sampan_batches_dropped_total',
    help: 'Transactions of the money path that were rolled back; their commands may run again',
    labelNames: ['failure'],
    registers,
  });
  const notCarriedOut = new Counter({
    name: 'sampan_commands_not_carried_out_total',
    help: 'Commands of the money path that were answered without an outcome',
    labelNames: ['reason'],
    registers,
  });
  return {
    onBatch(count, tookMs) {
      commands.observe(count);
      duration.observe(tookMs / 1_000);
    },
    onDropped: (failure) => dropped.inc({ failure }),
    onNotCarriedOut: (reason) => notCarriedOut.inc({ reason }),
  };
}

function observeJobs(registry: Registry): OnRun {
  const registers = [registry];
  const runs = new Counter({
    name: 'sampan_job_runs_total',
    help: 'Runs of scheduled jobs, also those that found nothing to do',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'sampan_job_duration_seconds',
    help: 'Duration of the runs of scheduled jobs',
    labelNames: ['job'],
    buckets: slow,
    registers,
  });
  const success = new Gauge({
    name: 'sampan_job_last_success_timestamp_seconds',
    help: 'When a run of the job last ended well, by the clock of the machine',
    labelNames: ['job'],
    aggregator: 'max',
    registers,
  });
  return (job, outcome, tookMs) => {
    runs.inc({ job, outcome });
    duration.observe({ job }, tookMs / 1_000);
    if (outcome === 'done') success.setToCurrentTime({ job });
  };
}

function watchDeliveries(
  registry: Registry,
  notifier: Pick<Notifier, 'counters' | 'follow'>,
): void {
  const registers = [registry];
  const attempts = new Histogram({
    name: 'sampan_delivery_attempt_duration_seconds',
    help: 'Attempts to deliver a notification, by what came of them',
    labelNames: ['result'],
    buckets: quick,
    registers,
  });
  notifier.follow(({ answer: { result, durationMs } }) =>
    attempts.observe({ result }, durationMs / 1_000),
  );
  const count = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  count(
    'sampan_deliveries_created_total',
    'Notifications to deliver',
    () => notifier.counters.created,
  );
  count(
    'sampan_deliveries_given_up_total',
    'Notifications whose last attempt has failed',
    () => notifier.counters.givenUp,
  );
  new Gauge({
    name: 'sampan_deliveries_in_flight',
    help: 'Attempts to deliver that are under way at this moment',
    registers,
    collect() {
      this.set(notifier.counters.inFlight);
    },
  });
}

/** A silent database must not delay the other metrics longer. */
const backlogMax = seconds(1);

/**
 * Returns a function that reads the backlog. While the database does not answer, these metrics are
 * missing.
 */
function watchBacklog(registry: Registry, platform: BacklogPlatform): () => Promise<void> {
  const { readers, clock, timers } = platform;
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge(
    'sampan_deliveries_waiting',
    'Notifications of all processes that wait for their next attempt',
  );
  const due = gauge(
    'sampan_deliveries_due',
    'Notifications of all processes whose next attempt should have started',
  );
  const delay = gauge(
    'sampan_delivery_delay_seconds',
    'For how long the notification that waits longest has been due',
  );
  return async () => {
    const reading = readers.lists.read((connection) => readBacklog(connection, clock.now()));
    const found = await Promise.race([
      reading.catch(() => undefined),
      timers.sleep(backlogMax).then(() => undefined),
    ]);
    for (const each of [waiting, due, delay]) each.remove();
    if (!found) return;
    const { result: backlog, now } = found;
    waiting.set(backlog.waiting);
    due.set(backlog.due);
    const late = backlog.plannedAt === undefined ? 0 : elapsed(backlog.plannedAt, now);
    delay.set(Math.max(0, late) / 1_000);
  };
}
