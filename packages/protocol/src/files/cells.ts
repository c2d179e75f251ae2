/** How values stand in the cells of money files, two-way (14 §9). */
import {
  type Currency,
  decimalsOf,
  type Instant,
  isCurrency,
  type Money,
  money,
  parseRate,
  type Rate,
} from '@sampan/primitives';
import { readCellTime } from './cell-time.ts';
import type { CellKind, CellOf } from './column.ts';

// The bar divides cells; controls and the two separators of Unicode end lines for some reader.
const disturbing = /[|\p{Cc}\u2028\u2029]/u;
const disturbingAll = new RegExp(disturbing, 'gu');

/**
 * A name or remark as it stands in a file: vertical bar, line ends, tab and every other control
 * character are one blank each, nothing else changes (17 "Files").
 * `plainCell('Tea|House\r\n')` is `Tea House  `.
 */
export const plainCell = (text: string): string =>
  disturbing.test(text) ? text.replace(disturbingAll, ' ') : text;

/** Any text, also none. */
export const textCell: CellKind<string> = { is: 'a text', read: (text) => text };

/** An id: any text but none. */
export const idCell: CellKind<string> = { is: 'an id', read: (text) => text || undefined };

/** One of a few words, which stand for values of ours. */
export const wordCell = <Value extends string>(
  words: Readonly<Record<string, Value>>,
): CellKind<Value> => ({
  is: `one of ${Object.keys(words).join(', ')}`,
  read: (text) => (Object.hasOwn(words, text) ? words[text] : undefined),
});

/** `2024-03-04 10:45:42`, GMT+8. */
export const timeCell: CellKind<Instant> = { is: 'a time yyyy-MM-dd HH:mm:ss', read: readCellTime };

export const rateCell: CellKind<Rate> = { is: 'a rate', read: parseRate };

/** An amount in CNY. */
export const cnyCell: CellKind<Money> = {
  is: 'an amount in CNY',
  read: (text) => readAmount(text, 'CNY'),
};

/** An amount in the currency that another column of the line names. */
export const amountCell = (currencyColumn: string): CellKind<Money> => ({
  is: `an amount in the ${currencyColumn} of the line`,
  read: (text, cellOf) => amountIn(currencyColumn, text, cellOf),
});

/**
 * What is left of an amount after its fee. Of a payment it is less than nothing when the fee is more
 * than the amount. Other writers put a minus before every R row, where it says only the direction.
 */
export const netCell = (of: CellKind<Money>): CellKind<Money> => ({
  is: of.is,
  read(text, cellOf) {
    const net = of.read(text, cellOf);
    if (!net || !text.startsWith('-')) return net;
    const amount = amountIn('Currency', cellOf('Amount') ?? '', cellOf);
    const fee = amountIn('Currency', cellOf('Fee') ?? '', cellOf);
    const less = cellOf('Type') === 'P' || (amount && fee && fee.minor >= amount.minor);
    return less ? money(net.currency, -net.minor) : net;
  },
});

function amountIn(currencyColumn: string, text: string, cellOf: CellOf): Money | undefined {
  const currency = cellOf(currencyColumn);
  return currency && isCurrency(currency) ? readAmount(text, currency) : undefined;
}

const amountPattern = /^-?([0-9]{1,15})(?:\.([0-9]{1,8}))?$/;

/**
 * Reads an amount of a file, of which there are many writers: `100`, `100.0` and `100.00` are equal,
 * a minus sign is passed over since the type of the row has the direction (14 §4.5), and zeros
 * behind the currency's decimals count for nothing. Undefined when the text is not an amount.
 */
function readAmount(text: string, currency: Currency): Money | undefined {
  const match = amountPattern.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const decimals = decimalsOf(currency);
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  return money(currency, BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0')));
}
