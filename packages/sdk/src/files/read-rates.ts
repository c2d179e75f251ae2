import { rateText } from '@sampan/primitives';
import { readRateFile } from '@sampan/protocol';
import { MoneyFileError } from './read-file.ts';

/** A reference rate of the day. The binding rate is sent with each payment. */
export interface RateRow {
  readonly currency: string;
  /** CNY for one unit of the currency: `0.8388`. */
  readonly rate: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The file has a line of 33 bytes for each currency. */
const bytesMax = 65_536;

/**
 * The rows of the file of rates, as the service `forex_rate_file` answers it. Throws a
 * `MoneyFileError` at a line that cannot be read, before the first row.
 * ```ts
 * const answer = await partner.services.forexRateFile({});
 * if (answer.outcome === 'success')
 *   for await (const { currency, rate } of readRates(answer.reply.text)) show(currency, rate);
 * ```
 */
export async function* readRates(
  source: AsyncIterable<Uint8Array> | string,
): AsyncGenerator<RateRow> {
  const read = readRateFile(typeof source === 'string' ? source : await textOf(source));
  if (!read.ok) throw new MoneyFileError(read.problem);
  for (const { currency, rate, at } of read.value) {
    yield { currency, rate: rateText(rate), at: new Date(at).toISOString() };
  }
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    pieces.push(piece);
    length += piece.length;
    if (length > bytesMax) {
      throw new MoneyFileError({ line: 1, reason: `longer than ${bytesMax} bytes` });
    }
  }
  return Buffer.concat(pieces).toString();
}
