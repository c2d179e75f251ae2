/** The acceptance cases of a barcode payment that the buyer decides: SPOT-001 to 004 (13 §6). */
import { elapsed } from '@sampan/primitives';
import { type AcceptanceCase, begun, eachOrder, failed, passed } from './case.ts';
import { codeOf, type OrderHistory, statusOf } from './histories.ts';
import { endOf, type Seen, succeeded } from './seen.ts';
import { missingShop } from './shop-data.ts';
import { undone } from './undone.ts';

const product = 'barcode payment';

const directPayment: AcceptanceCase = {
  id: 'SPOT-001',
  name: 'direct payment',
  product,
  how: 'Take a payment by payment code from a wallet that asks for no password; send store_id and secondary_merchant_id in extend_info.',
  tries: eachOrder(({ pays: [pay] }) => {
    if (!pay || !succeeded(pay)) return undefined;
    const missing = missingShop(pay);
    if (missing.length === 0) return passed([pay]);
    const names = missing.join(' and ');
    return failed(`extend_info has no ${names}`, [pay], `Send ${names} with every payment.`);
  }),
};

const longCode: AcceptanceCase = {
  id: 'SPOT-002',
  name: '24-digit payment code',
  product,
  how: 'Take a payment with a code of 24 digits: sampan wallet code ID --digits 24.',
  tries: eachOrder(({ pays, paid }) => {
    const pay = pays.find((each) => /^\d{24}$/.test(codeOf(each) ?? ''));
    if (!pay) return undefined;
    if (paid) return passed([pay, paid]);
    if (pay.result !== 'refused') return begun([pay], 'Go on until the payment is decided.');
    return failed(
      `the payment with 24 digits was refused with ${endOf(pay)}`,
      [pay],
      'Send all digits as they were scanned, within 60 s of their display.',
    );
  }),
};

/** The buyer is asked for a password, or the outcome is not known yet: both look the same. */
const isOpen = ({ replied }: Seen): boolean => replied.get('result_code') === 'UNKNOW';

const passwordVerification: AcceptanceCase = {
  id: 'SPOT-003',
  name: 'password verification',
  product,
  how: 'Take a payment from a wallet that asks (sampan wallet set ID --password-free-limit 0), query every 3 s, and confirm it after some queries: sampan wallet confirm ID.',
  tries: eachOrder(({ pays, queries, paid, all }) => {
    const [pay, again] = pays;
    if (!pay || !isOpen(pay)) return undefined;
    if (again && !(paid && all.indexOf(paid) < all.indexOf(again))) {
      const next = 'After UNKNOW send QUERY, and no second PAY.';
      return failed('PAY was sent again while the buyer was asked', [pay, again], next);
    }
    if (!paid) return undefined;
    if (queries.length === 0) {
      const next = 'After UNKNOW send QUERY every 3 s.';
      return failed('no QUERY followed the answer UNKNOW', [pay, paid], next);
    }
    const pause = shortestPause([pay, ...queries]);
    if (pause < pauseMin) {
      const seconds = (pause / 1_000).toFixed(1);
      const reason = `a QUERY came ${seconds} s after the request before it; 3 s are the least`;
      return failed(reason, [pay, ...queries], 'Wait 3 s before each QUERY of an order.');
    }
    return passed([pay, ...queries]);
  }),
};

/** Clocks and networks shorten a pause of three seconds a little. */
const pauseMin = 2_900;

const shortestPause = (all: readonly Seen[]): number =>
  Math.min(...all.slice(1).map(({ at }, index) => elapsed(all[index]?.at ?? at, at)));

const expired: AcceptanceCase = {
  id: 'SPOT-004',
  name: 'the payment expires',
  product,
  how: 'Take a payment from a wallet that asks, confirm nothing, and send CANCEL after 60 s.',
  tries: eachOrder((order, { now }) => {
    const [pay] = order.pays;
    if (!pay || !isOpen(pay) || order.paid || isRejected(order)) return undefined;
    return undone(order, { open: pay, why: 'the buyer has not confirmed', now });
  }),
};

/** The buyer has said no: the order closes without a CANCEL. */
const isRejected = ({ cancels, queries }: OrderHistory): boolean =>
  cancels.length === 0 && queries.some((each) => statusOf(each) === 'TRADE_CLOSED');

export const barcodeCases = [directPayment, longCode, passwordVerification, expired];
