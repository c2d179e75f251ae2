/** What the reconcile page and its worker say to each other. Nothing of it leaves the browser. */

/** What a column of a partner's book means, by the names of `@sampan/protocol/reconcile`. */
export const meanings = [
  'partner_transaction_id',
  'amount',
  'type',
  'currency',
  'fee',
  'transaction_id',
] as const;
export type Meaning = (typeof meanings)[number];

/** Which column of the book is which; one that is missing is not compared. */
export type Columns = Partial<Readonly<Record<Meaning, string>>>;

export type BreakKind =
  | 'missing-here'
  | 'missing-there'
  | 'status'
  | 'currency'
  | 'amount'
  | 'fee'
  | 'duplicate';

export interface Side {
  readonly line: number;
  readonly type: string;
  readonly amount: string;
  readonly fee: string | undefined;
  readonly currency: string | undefined;
}

/** "Here" is the partner's book, "there" our file. */
export interface FoundBreak {
  readonly kind: BreakKind;
  readonly id: string;
  readonly transactionId: string | undefined;
  readonly here: Side | undefined;
  readonly there: Side | undefined;
  /** Own book minus file. */
  readonly difference: string;
}

/** Breaks by what the two sides have. */
export const groups = ['differs', 'only-here', 'only-there'] as const;
export type Group = (typeof groups)[number];

export function groupOf({ kind, here }: Pick<FoundBreak, 'kind' | 'here'>): Group {
  if (kind === 'missing-there') return 'only-here';
  if (kind === 'missing-here') return 'only-there';
  if (kind === 'duplicate') return here ? 'only-here' : 'only-there';
  return 'differs';
}

export interface Compared {
  /** The first ones; more would make the page halt while they are handed over. */
  readonly breaks: readonly FoundBreak[];
  readonly count: number;
  readonly counts: Readonly<Record<Group, number>>;
  /** All of them as CSV, which spreadsheets read as UTF-8. */
  readonly csv: Blob;
  readonly ownRows: number;
  readonly fileRows: number;
  readonly matched: number;
  readonly own: string;
  readonly file: string;
  readonly agreed: string;
  readonly agreedRows: number;
  /** Own book minus file. */
  readonly difference: string;
}

/** Where a side cannot be read. */
export interface Unreadable {
  readonly in: 'file' | 'own-book';
  readonly line: number;
  readonly reason: string;
  readonly cell?: { readonly column: Meaning; readonly place: number; readonly text: string };
}

export type Asked =
  | { readonly do: 'head'; readonly own: Blob }
  | { readonly do: 'compare'; readonly own: Blob; readonly file: Blob; readonly columns: Columns };

export type Said =
  | { readonly is: 'head'; readonly names: readonly string[]; readonly isOurs: boolean }
  | { readonly is: 'compared'; readonly compared: Compared }
  | { readonly is: 'unreadable'; readonly unreadable: Unreadable };
