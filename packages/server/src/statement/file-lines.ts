import { add, equalMoney, type Money, subtract, zero } from '@sampan/primitives';
import {
  type FileRow,
  settlementColumnLine,
  settlementLine,
  transactionColumnLine,
  transactionHeader,
  transactionLine,
} from '@sampan/protocol';
import type { Booked, BookedTotal } from './file-rows.postgres.ts';
import { nameOf } from './partner-file.ts';

/** The rows do not add up to the booked totals. */
export class RowsNotAsBooked extends Error {
  override readonly name = 'RowsNotAsBooked';
}

/**
 * The lines of a file (14 §3, §4), without line ends, in chunks of the available rows. Fails at the
 * end if the rows do not match the booked totals: such a file must not reach a partner.
 */
export async function* fileLines(booked: Booked): AsyncGenerator<readonly string[]> {
  const { partnerId, day, contract, totals } = booked;
  const sums = new Sums();
  if (booked.kind === 'transaction') {
    const count = totals.reduce((sum, { items }) => sum + items, 0);
    yield [transactionHeader(partnerId, day, count), transactionColumnLine(contract)];
    for await (const rows of booked.rows) {
      rows.forEach(sums.take);
      yield rows.map((row) => transactionLine(contract, row));
    }
  } else {
    yield [settlementColumnLine(contract)];
    for await (const rows of booked.rows) {
      rows.forEach(sums.take);
      yield rows.map((row) => settlementLine(contract, row));
    }
  }
  if (!sums.equal(totals)) {
    throw new RowsNotAsBooked(`The rows of ${nameOf(booked)} are not what was booked`);
  }
}

/** Counts rows and adds up their net amounts by currency. */
class Sums {
  readonly #sums = new Map<string, { items: number; net: Money }>();

  readonly take = ({ kind, amount, fee }: FileRow): void => {
    let sum = this.#sums.get(amount.currency);
    if (!sum) {
      sum = { items: 0, net: zero(amount.currency) };
      this.#sums.set(amount.currency, sum);
    }
    const net = subtract(amount, fee);
    sum.items += 1;
    sum.net = kind === 'payment' ? add(sum.net, net) : subtract(sum.net, net);
  };

  equal(totals: readonly BookedTotal[]): boolean {
    return (
      totals.length === this.#sums.size &&
      totals.every(({ items, net }) => {
        const sum = this.#sums.get(net.currency);
        return sum?.items === items && equalMoney(sum.net, net);
      })
    );
  }
}
