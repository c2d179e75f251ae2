/**
 * Goal: exactly the planted breaks are found, for any trades, in both files of both contracts;
 * files of every generation and charset are read, and doubtful ones refused.
 * Method: a property that makes a day, its file and its book, and corrupts some rows; then tables.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Arbitrary,
  array,
  asyncProperty,
  bigInt,
  boolean,
  constant,
  constantFrom,
  assert as holds,
  record,
  shuffledSubarray,
  tuple,
} from 'fast-check';
import {
  book,
  cut,
  type Entry,
  type Kind,
  settlementText,
  transactionText,
} from '../../test/money-files.ts';
import { encodeText } from '../charset.ts';
import { differenceOf } from './breaks.ts';
import { reconcile } from './reconcile.ts';

const decimal = (cents: bigint): string => {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A row's fault, at most one per row, so that the breaks are known. */
const faults = [
  'none',
  'missing-here',
  'missing-there',
  'amount',
  'fee',
  'amount and fee',
  'currency',
  'status',
  'twice here',
  'twice there',
] as const;
type Fault = (typeof faults)[number];

interface Planted {
  /** The expected break: kind and id. */
  readonly breaks: readonly string[];
  readonly own: readonly Entry[];
  readonly file: readonly Entry[];
}

const cent = (text: string): bigint => BigInt(text.replace('.', ''));

const changed = (text: string): string => decimal(cent(text) + 1n);

/** One row with its fault. `swapped`: the type that a `status` fault gives it in the own book. */
function plant(entry: Entry, fault: Fault, swapped: Kind): Planted {
  const { id, amount, fee } = entry;
  const planted = (own: readonly Entry[], file: readonly Entry[], ...kinds: readonly string[]) => ({
    breaks: kinds.map((kind) => `${kind} ${id}`),
    own,
    file,
  });
  const off = changed(amount);
  switch (fault) {
    case 'none':
      return planted([entry], [entry]);
    case 'missing-here':
      return planted([], [entry], fault);
    case 'missing-there':
      return planted([entry], [], fault);
    case 'amount':
      return planted([{ ...entry, amount: off }], [entry], 'amount');
    case 'fee':
      return planted([{ ...entry, fee: changed(fee) }], [entry], 'fee');
    case 'amount and fee':
      return planted([{ ...entry, amount: off, fee: changed(fee) }], [entry], 'amount', 'fee');
    case 'currency':
      return planted([{ ...entry, currency: 'USD', amount: off }], [entry], fault);
    case 'status':
      return planted([{ ...entry, kind: swapped }], [entry], fault);
    case 'twice here':
      return planted([entry, entry], [entry], 'duplicate');
    case 'twice there':
      return planted([entry], [entry, entry], 'duplicate');
  }
}

const fault = constantFrom(...faults);
const cents = bigInt({ min: 1n, max: 9_999_999n });

/** An order: paid, then nothing, refunds, a cancel or a reversal. */
interface Order {
  readonly amount: bigint;
  readonly fee: bigint;
  readonly payment: Fault;
  readonly undone: 'cancel' | 'reversal' | undefined;
  readonly undoing: Fault;
  readonly refunds: readonly (readonly [part: bigint, fault: Fault])[];
  /** The own book has our trade id. */
  readonly saysOrder: boolean;
}

const order: Arbitrary<Order> = record({
  amount: cents,
  fee: cents,
  payment: fault,
  undone: constantFrom<'cancel' | 'reversal' | undefined>(undefined, 'cancel', 'reversal'),
  undoing: fault,
  refunds: array(tuple(cents, fault), { maxLength: 3 }),
  saysOrder: boolean(),
});

type FileKind = 'transaction' | 'settlement';

/** Faults that would merge into one break: missing on opposite sides, under one id. */
const opposite = (left: Fault, right: Fault): boolean =>
  (left === 'missing-here' && right === 'missing-there') ||
  (left === 'missing-there' && right === 'missing-here');

/** The rows of the day. An undone order has two rows under one id, so fewer faults are possible. */
function plantDay(kind: FileKind, orders: readonly Order[]): readonly Planted[] {
  return orders.flatMap(({ amount, fee, payment, undone, undoing, refunds, saysOrder }, number) => {
    const order = `T${number}`;
    // Without its payment in the file, a settled cancel can be found only by our id.
    const says = saysOrder || payment === 'missing-there';
    const common = { order, fee: decimal(fee), ...(says && { transactionId: order }) };
    const paid: Entry = { ...common, kind: 'payment', id: `P${number}`, amount: decimal(amount) };
    if (undone) {
      const swapped = undone === 'cancel' ? 'reversal' : 'cancel';
      // A settlement file does not distinguish these.
      const isHidden = undoing === 'status' && kind === 'settlement';
      const second = isHidden || opposite(payment, undoing) ? 'none' : undoing;
      return [
        plant(paid, payment === 'status' ? 'none' : payment, 'payment'),
        plant({ ...paid, kind: undone }, second, swapped),
      ];
    }
    const parts = refunds.map(([part, fault], index) => {
      const id = `R${number}-${index}`;
      return plant({ ...common, kind: 'refund', id, amount: decimal(part) }, fault, 'payment');
    });
    return [plant(paid, payment, 'refund'), ...parts];
  });
}

const shuffled = <Value>(values: readonly Value[]) =>
  shuffledSubarray([...values], { minLength: values.length, maxLength: values.length });

const spoiledDay = tuple(
  constantFrom<FileKind>('transaction', 'settlement'),
  array(order, { maxLength: 12 }),
).chain(([kind, orders]) => {
  const planted = plantDay(kind, orders);
  return record({
    kind: constant(kind),
    contract: constantFrom('hk', 'global'),
    breaks: constant(planted.flatMap(({ breaks }) => breaks).sort()),
    own: shuffled(planted.flatMap(({ own }) => own)),
    file: shuffled(planted.flatMap(({ file }) => file)),
    size: constantFrom(7, 100, 65_536),
  });
});

test('exactly the planted breaks are found', async () => {
  await holds(
    asyncProperty(spoiledDay, async ({ kind, contract, breaks, own, file, size }) => {
      const text = (kind === 'transaction' ? transactionText : settlementText)(file, contract);
      const found = await reconcile(cut(text, size), cut(book(own), size), 'UTF-8');
      assert.ok(found.ok);
      const { value } = found;
      assert.deepEqual(value.breaks.map((each) => `${each.kind} ${each.id}`).sort(), breaks);
      assert.equal(value.ownRows, own.length);
      assert.equal(value.file.rows, file.length);
      const { sums } = value;
      const apart = value.breaks.reduce((sum, each) => sum + cent(differenceOf(each)), 0n);
      assert.equal(cent(sums.own) - cent(sums.file), apart);
      assert.equal(cent(sums.difference), apart);
      if (breaks.length === 0) {
        const { own, agreed, agreedRows } = sums;
        assert.deepEqual([agreed, agreedRows], [own, file.length]);
      }
      // Every row without a fault is matched.
      if (breaks.length === 0) assert.equal(value.matched, file.length);
    }),
    { numRuns: 500 },
  );
});

const entries: readonly Entry[] = [
  { kind: 'payment', id: 'A', amount: '100.00', fee: '0.60' },
  { kind: 'refund', id: 'R', amount: '40.00', fee: '0.24' },
];

const breaksOf = async (file: string | Uint8Array, charset: 'UTF-8' | 'GBK' = 'UTF-8') => {
  const found = await reconcile(cut(file), cut(book(entries)), charset);
  if (!found.ok) return `${found.problem.in} ${found.problem.line}: ${found.problem.reason}`;
  return found.value.breaks.map(({ kind, id }) => `${kind} ${id}`);
};

test('the oldest generation of eight columns is reconciled too', async () => {
  const lines = transactionText(entries).trimEnd().split('\n');
  const oldest = lines.map((line, index) => {
    return index === 0 ? line : line.split('|').slice(0, 8).join('|');
  });
  assert.deepEqual(await breaksOf(oldest.join('\r\n')), []);
});

test('a GBK file is read as GBK, and not taken for UTF-8', async () => {
  const bytes = encodeText(
    transactionText(entries).replaceAll('Harbour Coffee', '海港咖啡'),
    'GBK',
  );
  assert.deepEqual(await breaksOf(bytes, 'GBK'), []);
  assert.equal(await breaksOf(bytes), 'file 3: not UTF-8');
});

test('a file that cannot be read is refused with its line, and nothing is compared', async () => {
  const text = transactionText(entries);
  const table: readonly (readonly [file: string, seen: string])[] = [
    ['', 'file 1: the file is empty'],
    [
      'hello\n',
      'file 1: neither a transaction file, which begins with "Partner:", nor a settlement file',
    ],
    [
      text.slice(text.indexOf('\n') + 1),
      'file 1: the header "Partner:…|Payment_time:…|Total_count:…" is missing',
    ],
    [
      text.replace('|40.00|', '|4O.00|'),
      'file 4: Transaction_amount: "4O.00" is not an amount in the Currency of the line',
    ],
    [text.split('\n').slice(0, 3).join('\n'), 'file 3: the file has 1 records, its header says 2'],
    ['x'.repeat(1_100_000), 'file 1: longer than 1048576 bytes, so this is no text file'],
  ];
  for (const [file, seen] of table) assert.equal(await breaksOf(file), seen);
  const book = await reconcile(cut(text), cut('amount\n'), 'UTF-8');
  assert.deepEqual(book.ok ? undefined : [book.problem.in, book.problem.line], ['own-book', 1]);
});

test('the report contains the header of the file', async () => {
  const [transactions, settlements] = await Promise.all(
    [transactionText(entries), settlementText(entries)].map((text) =>
      reconcile(cut(text), cut(book(entries)), 'UTF-8'),
    ),
  );
  assert.ok(transactions?.ok && settlements?.ok);
  assert.deepEqual(transactions.value.file, {
    kind: 'transaction',
    rows: 2,
    header: { partnerId: '2088000000000001', day: '2024-03-04', count: 2 },
  });
  assert.deepEqual(settlements.value.file, { kind: 'settlement', rows: 2, header: undefined });
});
