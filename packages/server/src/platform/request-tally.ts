import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnswerOutcome, OnAnswer } from '#gateway';

/**
 * Histogram boundaries in seconds: from a one-row query to a payment while the database is silent.
 */
const boundaries = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of one service. */
interface Tally {
  readonly counts: Readonly<Record<AnswerOutcome, Map<string, number>>>;
  /** Number of requests per histogram bucket. */
  readonly buckets: number[];
  sumMs: number;
}

/**
 * Counts the gateway's answers as plain numbers, without allocations per request, and converts them
 * to prom-client metrics on request: the library itself sorts labels and builds a key each time.
 */
export class RequestTally {
  readonly #tallies = new Map<string, Tally>();

  readonly onAnswer: OnAnswer = (service, outcome, code, tookMs) => {
    const tally = this.#tallies.get(service) ?? this.#begin(service);
    const counts = tally.counts[outcome];
    counts.set(code, (counts.get(code) ?? 0) + 1);
    let bucket = 0;
    while (bucket < boundaries.length && tookMs > (boundaries[bucket] as number) * 1_000) bucket++;
    tally.buckets[bucket] = (tally.buckets[bucket] as number) + 1;
    tally.sumMs += tookMs;
  };

  #begin(service: string): Tally {
    const tally = newTally();
    this.#tallies.set(service, tally);
    return tally;
  }

  register(registry: Registry): void {
    const tallies = this.#tallies;
    new Counter({
      name: 'sampan_gateway_requests_total',
      help: 'Answered requests of partners; code is the error code on the wire, empty for success',
      labelNames: ['service', 'outcome', 'code'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [service, { counts }] of tallies) {
          for (const [outcome, codes] of Object.entries(counts)) {
            for (const [code, count] of codes) this.inc({ service, outcome, code }, count);
          }
        }
      },
    });
    new TallyHistogram(tallies, registry);
  }
}

const newTally = (): Tally => ({
  counts: { success: new Map(), refused: new Map(), unknown: new Map(), failed: new Map() },
  buckets: boundaries.map(() => 0).concat(0),
  sumMs: 0,
});

/** Presents tallies in the library's own form. */
class TallyHistogram extends Histogram {
  readonly #tallies: ReadonlyMap<string, Tally>;

  constructor(tallies: ReadonlyMap<string, Tally>, registry: Registry) {
    super({
      name: 'sampan_gateway_request_duration_seconds',
      help: 'From the request as it was read to the bytes of its answer',
      registers: [registry],
    });
    this.#tallies = tallies;
  }

  override async get(): ReturnType<Histogram['get']> {
    const shown = await super.get();
    return { ...shown, values: [...this.#tallies].flatMap(valuesOf) };
  }
}

function valuesOf([service, { buckets, sumMs }]: readonly [string, Tally]) {
  const value = (
    suffix: string,
    value: number,
    labels: Readonly<Record<string, string | number>>,
  ) => ({
    metricName: `sampan_gateway_request_duration_seconds_${suffix}`,
    value,
    labels: { service, ...labels },
  });
  let sum = 0;
  const below = buckets.map((count, index) => {
    sum += count;
    return value('bucket', sum, { le: boundaries[index] ?? '+Inf' });
  });
  return [...below, value('sum', sumMs / 1_000, {}), value('count', sum, {})];
}
