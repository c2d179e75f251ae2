import { parseAmount } from '@sampan/primitives';
import { readOrderByCode, type ScanRefusal } from '#acquiring';
import { invalid, Problem } from '../problem.ts';
import { readBills } from './bill.ts';
import type { CodeKind } from './code-kinds.ts';
import { billView } from './views.ts';

/** The code of one order. Looking at it opens the order for this buyer; the amount stands fast. */
export const orderCode: CodeKind = async ({ token, wallet, amount }, { reader, acquiring }) => {
  const { result: order } = await reader.read((connection) => readOrderByCode(connection, token));
  if (!order) return undefined;
  // Cancelled before anybody had scanned it; nothing leads out of that.
  if (order.state === 'tombstone') throw problemOf('order-closed');
  if (amount !== undefined) {
    const typed = parseAmount(amount, order.amount.currency);
    if (typed?.minor !== order.amount.minor) {
      throw invalid('amount', 'left out: the amount of an order stands fast');
    }
  }
  const request = { walletId: wallet.id, orderCode: token, partnerId: order.partnerId };
  const scanned = await acquiring.scan(request);
  if (scanned.outcome === 'refused') throw problemOf(scanned.refusal);
  const { result, now } = await reader.read((connection) => readBills(connection, [scanned.trade]));
  return { kind: 'order', ...result.map((bill) => billView(bill, now))[0] };
};

const problems: Readonly<Record<ScanRefusal, readonly [Problem['status'], string]>> = {
  'code-unknown': [404, 'This code is not known here'],
  'order-closed': [409, 'The order is closed; ask for a new code'],
  'buyer-differs': [409, 'Somebody else has opened this order'],
  'order-paid': [409, 'The order is paid already'],
  'wallet-frozen': [403, 'The wallet is frozen; its operator can say why'],
  'wallet-kind-not-accepted': [409, 'The shop does not take payments from this wallet'],
};

function problemOf(refusal: ScanRefusal): Problem {
  const [status, message] = problems[refusal];
  return new Problem(status, refusal, message);
}
