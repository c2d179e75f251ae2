import { type BusinessDate, parseBusinessDate } from '@sampan/primitives';

export type FileKind = 'transaction' | 'settlement';

/** The information in a money file's name. */
export interface FileName {
  readonly kind: FileKind;
  readonly partnerId: string;
  /** The business day of the transactions, or the day of the settlement (17). */
  readonly day: BusinessDate;
}

/** `2088000000000001_transaction_20240304.txt` (14 §2). */
export const fileName = ({ kind, partnerId, day }: FileName): string =>
  `${partnerId}_${kind}_${day.replaceAll('-', '')}.txt`;

/** The inverse; undefined for any other name. */
export function parseFileName(name: string): FileName | undefined {
  const match =
    /^(2088[0-9]{12})_(transaction|settlement)_([0-9]{4})([0-9]{2})([0-9]{2})\.txt$/.exec(name);
  if (!match) return undefined;
  const [, partnerId = '', kind, year, month, date] = match;
  const day = parseBusinessDate(`${year}-${month}-${date}`);
  return day && { kind: kind as FileKind, partnerId, day };
}
