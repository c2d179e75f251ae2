/** How values are written in the cells of money files, two-way (14 §9). */
import {
  type Currency,
  decimalsOf,
  exceeds,
  type Instant,
  isCurrency,
  type Money,
  money,
  parseRate,
  type Rate,
} from '@sampan/primitives';
import { readCellTime } from './cell-time.ts';
import type { CellKind, CellOf } from './column.ts';

// The bar separates cells; some readers end lines at controls and the two Unicode separators.
const disturbing = /[|\p{Cc}\u2028\u2029]/u;
const disturbingAll = new RegExp(disturbing, 'gu');

/**
 * A name or remark as written in a file: each vertical bar, line end, tab and other control
 * character becomes one blank, nothing else changes (17 "Files"). `plainCell('Tea|House\r\n')` is
 * `Tea House  `.
 */
export const plainCell = (text: string): string =>
  disturbing.test(text) ? text.replace(disturbingAll, ' ') : text;

/** Any text, may be empty. */
export const textCell: CellKind<string> = { is: 'a text', read: (text) => text };

/** An id: any non-empty text. */
export const idCell: CellKind<string> = { is: 'an id', read: (text) => text || undefined };

/** One of a few words, mapped to our values. */
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

/** An amount in the currency of another column of the line. */
export const amountCell = (currencyColumn: string): CellKind<Money> => ({
  is: `an amount in the ${currencyColumn} of the line`,
  read: (text, cellOf) => amountIn(currencyColumn, text, cellOf),
});

/**
 * An amount less its fee. For a payment it is negative when the fee exceeds the amount. Other
 * writers put a minus before every R row, where it only repeats the direction.
 */
export const netCell = (of: CellKind<Money>): CellKind<Money> => ({
  is: of.is,
  read(text, cellOf) {
    const net = of.read(text, cellOf);
    if (!net || !text.startsWith('-')) return net;
    const amount = amountIn('Currency', cellOf('Amount') ?? '', cellOf);
    const fee = amountIn('Currency', cellOf('Fee') ?? '', cellOf);
    const less = cellOf('Type') === 'P' || (amount && fee && !exceeds(amount, fee));
    return less ? money(net.currency, -net.minor) : net;
  },
});

function amountIn(currencyColumn: string, text: string, cellOf: CellOf): Money | undefined {
  const currency = cellOf(currencyColumn);
  return currency && isCurrency(currency) ? readAmount(text, currency) : undefined;
}

const amountPattern = /^-?([0-9]{1,15})(?:\.([0-9]{1,8}))?$/;

/**
 * Reads an amount of a file from any writer: `100`, `100.0` and `100.00` are equal, a minus sign is
 * ignored because the row's type gives the direction (14 §4.5), and extra trailing zeros are
 * ignored. Undefined when the text is not an amount.
 */
function readAmount(text: string, currency: Currency): Money | undefined {
  const match = amountPattern.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const decimals = decimalsOf(currency);
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  return money(currency, BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0')));
}
