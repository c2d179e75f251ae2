/** A partner's own books as lines, to be joined and spoiled. */
import { readFile } from 'node:fs/promises';
import type { BusinessDate } from '@sampan/primitives';

export interface BookLine {
  readonly id: string;
  readonly amount: string;
  readonly type: string;
  readonly currency: string;
  readonly fee: string;
  readonly transactionId: string;
}

const header = 'partner_transaction_id,amount,type,currency,fee,transaction_id';

/** The lines of the books of these days. */
export async function readBookLines(
  books: readonly string[],
  partner: string,
  days: readonly BusinessDate[],
): Promise<readonly BookLine[]> {
  const lines: BookLine[] = [];
  for (const day of days) {
    const path = books.find((each) => each.endsWith(`${partner}_${day}.csv`));
    if (path === undefined) throw new Error(`there is no book of ${partner} for ${day}`);
    const [first, ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    if (first !== header) throw new Error(`${path} begins with ${first}`);
    lines.push(...rest.map(lineOf));
  }
  return lines;
}

function lineOf(text: string): BookLine {
  const [id = '', amount = '', type = '', currency = '', fee = '', transactionId = ''] =
    text.split(',');
  return { id, amount, type, currency, fee, transactionId };
}

export const bookOf = (lines: readonly BookLine[]): string =>
  [
    header,
    ...lines.map(({ id, amount, type, currency, fee, transactionId }) =>
      [id, amount, type, currency, fee, transactionId].join(','),
    ),
    '',
  ].join('\n');

/** What was planted: the kind of break, and the id under which it is to be found. */
export type Planted = readonly [kind: string, id: string];

/** A copy with a break of every kind, each in a line of its own. */
export function spoil(lines: readonly BookLine[]): {
  readonly lines: readonly BookLine[];
  readonly planted: readonly Planted[];
} {
  const payments = lines.filter(({ type }) => type === 'PAYMENT');
  const undone = lines.filter(({ type }) => type === 'CANCEL' || type === 'REVERSAL');
  // A cancel has its payment's id, and each break is to stand alone.
  const [lost, dearer, cheaper, elsewhere, twice] = payments.filter(
    (line) => !undone.some(({ id }) => id === line.id),
  );
  const refunded = lines.find(({ type }) => type === 'REFUND');
  if (!lost || !dearer || !cheaper || !elsewhere || !twice || !refunded) {
    throw new Error('there are too few lines to spoil');
  }
  const changed = new Map<BookLine, readonly BookLine[]>([
    [lost, []],
    [dearer, [{ ...dearer, amount: `1${dearer.amount}` }]],
    [cheaper, [{ ...cheaper, fee: `1${cheaper.fee}` }]],
    [elsewhere, [{ ...elsewhere, currency: 'NZD' }]],
    [twice, [twice, twice]],
    [refunded, [{ ...refunded, type: 'PAYMENT' }]],
  ]);
  const invented = { ...lost, id: 'never-sold', transactionId: '' };
  return {
    lines: [...lines.flatMap((line) => changed.get(line) ?? [line]), invented],
    planted: [
      ['missing-here', lost.id],
      ['amount', dearer.id],
      ['fee', cheaper.id],
      ['currency', elsewhere.id],
      ['duplicate', twice.id],
      ['status', refunded.id],
      ['missing-there', invented.id],
    ],
  };
}
