import { required } from '@sampan/primitives';
import { readOrderByCode, type ScanRefusal } from '#acquiring';
import { Problem } from '../problem.ts';
import { describeCodeRefusal, openOrder } from '../scan-code.ts';
import { readBills } from './bill.ts';
import type { CodeKind } from './code-kind.ts';
import { billView } from './views.ts';

/** The code of one order. Looking at it opens the order for this buyer; the amount stands fast. */
export const orderCode: CodeKind = async (scan, { reader, acquiring }) => {
  const { result: order } = await reader.read((connection) =>
    readOrderByCode(connection, scan.token),
  );
  if (!order) return undefined;
  const scanned = await openOrder(order, scan, { acquiring });
  if (scanned.outcome === 'refused') throw problemOf(scanned.refusal);
  const { result, now } = await reader.read((connection) => readBills(connection, [scanned.trade]));
  return { kind: 'order', ...billView(required(result[0], 'the bill of the trade'), now) };
};

const statuses: Partial<Readonly<Record<ScanRefusal, Problem['status']>>> = {
  'code-unknown': 404,
  'wallet-frozen': 403,
};

const problemOf = (refusal: ScanRefusal): Problem =>
  new Problem(statuses[refusal] ?? 409, refusal, describeCodeRefusal[refusal]);
