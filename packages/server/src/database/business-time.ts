import type { Instant } from '@sampan/primitives';
import { moveClock } from './business-clock.postgres.ts';
import type { BusinessClock } from './business-clock.ts';
import type { Reader } from './reader.postgres.ts';
import type { Writer } from './writer.postgres.ts';

/** Business time as the database knows it now, including moves by other processes. */
export async function readNow(reader: Pick<Reader, 'read'>): Promise<Instant> {
  return (await reader.read(async () => undefined)).now;
}

export interface BusinessTimeOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: BusinessClock;
}

/** The clock of all processes: read over a reader, moved over a writer. */
export class BusinessTime {
  readonly #options: BusinessTimeOptions;

  constructor(options: BusinessTimeOptions) {
    this.#options = options;
  }

  read(): Promise<Instant> {
    return readNow(this.#options.reader);
  }

  /** Moves it forward to `target`; a target in the past changes nothing. */
  async moveTo(target: Instant): Promise<void> {
    const { writer, clock } = this.#options;
    await writer.write((connection) => moveClock(connection, clock, target));
  }
}
