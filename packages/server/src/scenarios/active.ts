import { milliseconds, type Timers } from '@sampan/primitives';
import type { Reader } from '#database';
import { readScenario } from './read-scenario.ts';
import { readScenarios, readScenarioVersions, type ScenarioRow } from './store.postgres.ts';
import type { ReadScenario } from './text.ts';

/** How old a process's list may be. A change waits as long, so that every process knows. */
export const freshFor = milliseconds(100);

export interface ActiveScenario extends ReadScenario {
  readonly row: ScenarioRow;
}

export interface ActiveOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly timers: Pick<Timers, 'monotonicMs'>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The scenarios that may do something, newest first. A request reads them anew when the list is older than
 * `freshFor`: an idle process sends the database nothing.
 */
export class ActiveScenarios {
  readonly #options: ActiveOptions;
  #list: readonly ActiveScenario[] = [];
  #versions: readonly string[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(options: ActiveOptions) {
    this.#options = options;
  }

  /** The list, at once when it is fresh. */
  get(): readonly ActiveScenario[] | Promise<readonly ActiveScenario[]> {
    return this.#isFresh() ? this.#list : this.#refreshed();
  }

  /** Reads it anew before it is used again. */
  forget(): void {
    this.#readAtMs = Number.NEGATIVE_INFINITY;
    this.#reading = undefined;
  }

  #isFresh(): boolean {
    return this.#options.timers.monotonicMs() - this.#readAtMs < freshFor;
  }

  async #refreshed(): Promise<readonly ActiveScenario[]> {
    // A reading that began too early for this caller is followed by one more.
    for (let readings = 0; readings < 2 && !this.#isFresh(); readings++) {
      this.#reading ??= this.#read();
      await this.#reading;
    }
    return this.#list;
  }

  async #read(): Promise<void> {
    const { reader, timers, onFailure } = this.#options;
    const sinceMs = timers.monotonicMs();
    const own = Promise.resolve()
      .then(async () => {
        const { result: versions } = await reader.read(readScenarioVersions);
        const known = new Set(this.#versions);
        const isSame =
          versions.length === known.size && versions.every((version) => known.has(version));
        if (!isSame) {
          const ids = versions.map((version) => version.split(' ', 1)[0] ?? '');
          this.#list = await this.#readList(new Set(ids));
          this.#versions = versions;
        }
        this.#readAtMs = Math.max(this.#readAtMs, sinceMs);
      })
      .catch(onFailure);
    await own;
    this.#reading = undefined;
  }

  async #readList(ids: ReadonlySet<string>): Promise<readonly ActiveScenario[]> {
    const { result: rows } = await this.#options.reader.read(readScenarios);
    return rows.flatMap((row) => {
      if (!ids.has(row.scenario_id)) return [];
      const read = readScenario(row.definition);
      // It was checked when it was added, by this program or an older one.
      return read.ok ? [{ row, ...read.value }] : [];
    });
  }
}
