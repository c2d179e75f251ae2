import {
  type Currency,
  compactTime,
  formatRate,
  type Instant,
  isCurrency,
  ok,
  parseRate,
  problem,
  type Rate,
  type Result,
} from '@sampan/primitives';
import { compact } from '../kinds/index.ts';
import type { FileProblem } from './file-reader.ts';

/** A line of `forex_rate_file`: a reference rate. The binding rate is sent with each payment. */
export interface PublishedRate {
  readonly at: Instant;
  readonly currency: Currency;
  /** CNY for one unit of the currency. */
  readonly rate: Rate;
}

/**
 * The body of `forex_rate_file` (15 §3.1): no header; one line per rate, ending with a bar and LF;
 * six decimals. Rates with more decimals are rounded half-up here, for reference only.
 * `20160504|100030|HKD|0.838800|`
 */
export const writeRateFile = (rates: readonly PublishedRate[]): string =>
  rates.map((each) => `${rateLine(each)}\n`).join('');

function rateLine({ at, currency, rate }: PublishedRate): string {
  const time = compactTime(at);
  return `${time.slice(0, 8)}|${time.slice(8)}|${currency}|${formatRate(sixDecimals(rate), 6)}|`;
}

function sixDecimals({ numerator, scale }: Rate): Rate {
  if (scale <= 6) return { numerator, scale };
  const divisor = 10n ** BigInt(scale - 6);
  return { numerator: (2n * numerator + divisor) / (2n * divisor), scale: 6 };
}

/**
 * Reads the body of `forex_rate_file` strictly, because amounts are computed from it. Accepts CRLF,
 * a byte order mark and a missing final line end; refuses malformed lines, zero rates, CNY, unknown
 * currencies and duplicates.
 */
export function readRateFile(text: string): Result<readonly PublishedRate[], FileProblem> {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return problem({ line: 1, reason: 'the file is empty' });
  const rates = new Map<Currency, PublishedRate>();
  for (const [index, line] of lines.entries()) {
    const read = readLine(line.replace(/\r$/, ''));
    if (!read.ok) return problem({ line: index + 1, reason: read.problem });
    const { currency } = read.value;
    if (rates.has(currency)) {
      return problem({ line: index + 1, reason: `${currency} stands there twice` });
    }
    rates.set(currency, read.value);
  }
  return ok([...rates.values()]);
}

const linePattern = /^([0-9]{8})\|([0-9]{6})\|([A-Z]{3})\|([0-9]{1,10}\.[0-9]{6})\|$/;

function readLine(line: string): Result<PublishedRate, string> {
  const match = linePattern.exec(line);
  if (!match) return problem('not of the form YYYYMMDD|HHMMSS|CCY|0.000000|');
  const [, day = '', time = '', currency = '', decimal = ''] = match;
  const at = compact.read(day + time, { contract: 'global', textOf: () => undefined });
  if (!at.ok) return problem(`there is no time ${day} ${time}`);
  if (!isCurrency(currency)) return problem(`${currency} is not a currency that we know`);
  if (currency === 'CNY') return problem('CNY has no rate to itself');
  const rate = parseRate(decimal);
  if (!rate) return problem(`${decimal} is not a rate`);
  if (rate.numerator === 0n) return problem(`the rate of ${currency} is 0`);
  return ok({ at: at.value, currency, rate });
}
