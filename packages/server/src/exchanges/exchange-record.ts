/**
 * Keeps a world's exchanges. Gateway, notifier and SFTP port hand them over and go on; a little later
 * all that has gathered is stored by one statement. Memory is bounded: while the database is behind,
 * the oldest exchanges are dropped and counted.
 */
import {
  isPartnerId,
  milliseconds,
  type PartnerId,
  type Random,
  type Timers,
} from '@sampan/primitives';
import type { Writer } from '#database';
import type { Exchange } from '#gateway';
import type { Sent } from '#notification';
import type { PartnerDirectory } from '#partner';
import { deleteExchanges, insertExchanges } from './exchange-rows.postgres.ts';
import { Mask, type Spellings, spellingsOf } from './mask.ts';
import { type Recorded, recordedAttempt, recordedRequest } from './recorded.ts';
import { type Download, recordedDownload } from './recorded-download.ts';

export interface ExchangeRecordParts {
  readonly writer: Pick<Writer, 'write'>;
  /** Whose keys are masked. */
  readonly directory: Pick<PartnerDirectory, 'find'>;
  readonly timers: Timers;
  /** Names the attempts of notifications, and the downloads. */
  readonly random: Random;
  /** The newest rows that stay; by default 10,000. */
  readonly kept?: number;
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Since the start of this process. */
export interface RecordCounters {
  readonly stored: number;
  /** Not stored: the database was behind, or refused them. */
  readonly dropped: number;
}

type Taken =
  | { readonly exchange: Exchange; readonly size: number }
  | { readonly sent: Sent; readonly size: number }
  | { readonly download: Download; readonly size: number };

/** How long exchanges gather. */
const gatherFor = milliseconds(200);
/** Of one statement. */
const batchMax = 256;
const waitingMax = 2_048;
const waitingBytesMax = 16 * 1_024 * 1_024;
/** Old rows are deleted after so many new ones. */
const deleteAfter = 500;
const exchangesKept = 10_000;
/** How many partners' keys are kept as patterns. */
const spellingsMax = 200;

/** Exchanges were not recorded. The payments themselves are not concerned. */
export class ExchangesDropped extends Error {
  override readonly name = 'ExchangesDropped';

  constructor(count: number, cause?: unknown) {
    super(`${count} exchanges are missing from the record`, { cause });
  }
}

export class ExchangeRecord {
  readonly #parts: ExchangeRecordParts;
  readonly #known = new Map<string, Spellings>();
  readonly #kept: number;
  readonly #waiting: Taken[] = [];
  #waitingBytes = 0;
  #flushing: Promise<void> | undefined;
  #isGathering = false;
  #sinceDeletion = deleteAfter;
  #overflowed = 0;
  #stored = 0;
  #dropped = 0;

  constructor(parts: ExchangeRecordParts) {
    this.#parts = parts;
    this.#kept = parts.kept ?? exchangesKept;
  }

  get counters(): RecordCounters {
    return { stored: this.#stored, dropped: this.#dropped };
  }

  /** The gateway's hook. */
  readonly onExchange = (exchange: Exchange): void => {
    const { request, reply } = exchange;
    const size = request.query.length + (request.body?.length ?? 0) + (reply?.body.length ?? 0);
    this.#take({ exchange, size });
  };

  /** The notifier's hook. */
  readonly onSent = (sent: Sent): void => {
    this.#take({ sent, size: sent.message.body.length + (sent.answer.body?.length ?? 0) });
  };

  /** The hook of the SFTP port. */
  readonly onDownload = (download: Download): void => {
    this.#take({ download, size: download.name.length });
  };

  /** Stores all that was handed over before. Never rejects. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#flushing) {
      this.#flushing ??= this.#storeAll().finally(() => {
        this.#flushing = undefined;
      });
      await this.#flushing;
    }
  }

  #take(taken: Taken): void {
    this.#waiting.push(taken);
    this.#waitingBytes += taken.size;
    while (this.#waiting.length > waitingMax || this.#waitingBytes > waitingBytesMax) {
      this.#waitingBytes -= this.#waiting.shift()?.size ?? 0;
      this.#dropped++;
      this.#overflowed++;
    }
    if (this.#isGathering) return;
    this.#isGathering = true;
    void this.#parts.timers.sleep(gatherFor).then(() => {
      this.#isGathering = false;
      return this.flush();
    });
  }

  async #storeAll(): Promise<void> {
    const { onFailure } = this.#parts;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchMax);
      for (const { size } of batch) this.#waitingBytes -= size;
      try {
        await this.#store(batch);
        this.#stored += batch.length;
      } catch (error) {
        this.#dropped += batch.length;
        onFailure?.(new ExchangesDropped(batch.length, error));
      }
    }
    if (this.#overflowed > 0) onFailure?.(new ExchangesDropped(this.#overflowed));
    this.#overflowed = 0;
  }

  async #store(batch: readonly Taken[]): Promise<void> {
    const { writer } = this.#parts;
    const rows: Recorded[] = [];
    for (const taken of batch) rows.push(...(await this.#recorded(taken)));
    this.#sinceDeletion += rows.length;
    const deletes = this.#sinceDeletion >= deleteAfter;
    await writer.write(async (connection) => {
      const last = await insertExchanges(connection, rows);
      if (deletes) await deleteExchanges(connection, last - BigInt(this.#kept));
    });
    if (deletes) this.#sinceDeletion = 0;
  }

  async #recorded(taken: Taken): Promise<readonly Recorded[]> {
    const newId = (): string => this.#parts.random.letters(20);
    if ('download' in taken) return [recordedDownload(taken.download, newId())];
    if ('sent' in taken) {
      const { sent } = taken;
      const answers = [sent.answer, ...(sent.answer.repeats ?? [])];
      const { partnerId } = sent.delivery;
      return Promise.all(
        answers.map(async (answer) =>
          recordedAttempt({ ...sent, answer }, newId(), await this.#maskFor(partnerId)),
        ),
      );
    }
    const { exchange } = taken;
    return [recordedRequest(exchange, await this.#maskFor(...partnersOf(exchange)))];
  }

  /** The directory knows a partner already: the gateway or the notifier has just asked. */
  async #maskFor(...partners: readonly PartnerId[]): Promise<Mask> {
    const keys: string[] = [];
    for (const partner of partners) {
      const found = this.#parts.directory.find(partner);
      const known = found instanceof Promise ? await found : found;
      for (const { value } of known?.keys.md5 ?? []) keys.push(value.reveal());
    }
    return new Mask(this.#spellings(keys));
  }

  /** Most requests are of few partners. */
  #spellings(keys: readonly string[]): Spellings | undefined {
    const name = keys.join('\n');
    let spellings = this.#known.get(name);
    if (spellings === undefined) {
      if (this.#known.size >= spellingsMax) this.#known.clear();
      spellings = spellingsOf(keys);
      if (spellings) this.#known.set(name, spellings);
    }
    return spellings;
  }
}

/** The partner of a request; of one that cannot be read, those that its bytes name. */
function partnersOf({ read, request }: Exchange): readonly PartnerId[] {
  const partner = read?.parameters.get('partner') ?? '';
  if (isPartnerId(partner)) return [partner];
  const raw = `${request.query}\n${request.body?.toString('latin1') ?? ''}`;
  const named = raw.match(/2088[0-9]{12}/g) ?? [];
  return [...new Set(named)].filter(isPartnerId).slice(0, 3);
}
