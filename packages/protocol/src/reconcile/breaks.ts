import type { Currency, Money } from '@sampan/primitives';
import { formatAmount } from '@sampan/primitives';
import { type RowKind, transactionTypes } from '../files/index.ts';
import { readHundredths, signedHundredths, signedText } from './hundredths.ts';

/**
 * The kinds of breaks. "Here" is the partner's own book, "there" the file.
 *
 * | kind | the row |
 * | --- | --- |
 * | `missing-here` | is in the file only |
 * | `missing-there` | is in the own book only |
 * | `status` | has different types on the two sides |
 * | `currency` | matches in id and type but not in currency; its amounts are not compared |
 * | `amount`, `fee` | matches in id and type but not in this value; a row may have both breaks |
 * | `duplicate` | is repeated on one side; only the first occurrence is compared |
 */
export type BreakKind =
  | 'missing-here'
  | 'missing-there'
  | 'status'
  | 'currency'
  | 'amount'
  | 'fee'
  | 'duplicate';

export const breakKinds: readonly BreakKind[] = [
  'missing-here',
  'missing-there',
  'status',
  'currency',
  'amount',
  'fee',
  'duplicate',
];

/** One side's values of a row. */
export interface Side {
  readonly line: number;
  readonly kind: RowKind;
  /** Decimal text; without a currency only a number. */
  readonly amount: string;
  readonly currency: Currency | undefined;
  readonly fee: string | undefined;
}

/** One difference between own book and file. A duplicate has only its own side. */
export interface Break {
  readonly kind: BreakKind;
  /** The partner's order or refund id; our id if the file has no other. */
  readonly id: string;
  /** The platform's trade id, if either side has it. */
  readonly transactionId: string | undefined;
  readonly here: Side | undefined;
  readonly there: Side | undefined;
}

export const sideOf = (line: number, kind: RowKind, amount: Money, fee: Money): Side => ({
  line,
  kind,
  amount: formatAmount(amount),
  currency: amount.currency,
  fee: formatAmount(fee),
});

const signedOf = (side: Side | undefined): bigint =>
  side ? signedHundredths(side.kind, readHundredths(side.amount) ?? 0n) : 0n;

/** By how much a break sets own book and file apart, `-2.00`; nothing for a fee, which is no part of the sums. */
export const differenceOf = ({ kind, here, there }: Break): string =>
  signedText(kind === 'fee' ? 0n : signedOf(here) - signedOf(there));

/** In the order of the file, then in that of the own book. */
export function inOrder(breaks: readonly Break[]): readonly Break[] {
  const place = ({ here, there }: Break): readonly [number, number] => [
    there?.line ?? Number.POSITIVE_INFINITY,
    here?.line ?? 0,
  ];
  return [...breaks].sort((left, right) => {
    const [fileLeft, ownLeft] = place(left);
    const [fileRight, ownRight] = place(right);
    return fileLeft === fileRight ? ownLeft - ownRight : fileLeft < fileRight ? -1 : 1;
  });
}

/** A break for a program: absent members are left out by JSON. */
export const breakView = (each: Break) => ({
  id: each.id,
  kind: each.kind,
  type: typeOf(each),
  side: each.kind === 'duplicate' ? (each.here ? 'here' : 'there') : undefined,
  transactionId: each.transactionId,
  here: each.here && sideView(each.here),
  there: each.there && sideView(each.there),
});

const sideView = ({ line, kind, amount, currency, fee }: Side) => ({
  line,
  type: transactionTypes[kind],
  amount,
  currency,
  fee,
});

/** The row's type in the own book, otherwise in the file. */
export const typeOf = ({ here, there }: Break): string => {
  const side = here ?? there;
  return side ? transactionTypes[side.kind] : '';
};

const columns = ['line', 'type', 'amount', 'currency', 'fee'] as const;

/** The breaks as CSV lines (RFC 4180), starting with the column names. */
export function breaksAsCsv(breaks: readonly Break[]): readonly string[] {
  const names = (side: string) => columns.map((column) => `${side}_${column}`);
  const cells = (side: Side | undefined): readonly unknown[] => {
    const view: Readonly<Record<string, unknown>> = side ? sideView(side) : {};
    return columns.map((column) => view[column]);
  };
  const header = ['id', 'kind', 'transaction_id', ...names('here'), ...names('there')];
  const rows = breaks.map(({ id, kind, transactionId, here, there }) => [
    id,
    kind,
    transactionId,
    ...cells(here),
    ...cells(there),
  ]);
  return [header, ...rows].map((row) => row.map(quoted).join(','));
}

function quoted(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
