/** The acceptance cases of a transaction QR code: TQR-1 to 3 and 6 (13 §6.1). */
import { type AcceptanceCase, begun, eachOrder, failed, isOverdue, passed } from './case.ts';
import { saysPaid } from './histories.ts';
import {
  answerOf,
  behind,
  firstBehind,
  isAcknowledged,
  isForged,
  isLost,
  isUnanswered,
  type Seen,
  succeeded,
} from './seen.ts';
import { undone } from './undone.ts';

const product = 'transaction QR code';

export const answerSuccess = 'Answer with the body success, and nothing else.';

const scanAndPay: AcceptanceCase = {
  id: 'TQR-1',
  name: 'scan and pay',
  product,
  how: 'Create an order code with a notify_url (alipay.acquire.precreate), and pay it: sampan wallet scan ID CODE.',
  tries: eachOrder(({ precreates, paid, paidNotices }) => {
    const opened = precreates.find(succeeded);
    if (!opened || !paid) return undefined;
    const notices = paidNotices.filter((each) => !isLost(each) && !isForged(each));
    const done = notices.find(isAcknowledged);
    if (done) return passed([opened, done]);
    const last = notices.at(-1);
    if (last) {
      const reason = `the notification was ${answerOf(last)}, not “success”`;
      return failed(reason, [opened, ...notices], answerSuccess);
    }
    if (opened.asked.get('notify_url') || paidNotices.length > 0) return undefined;
    const reason = 'precreate has no notify_url, so no notification was sent';
    return failed(reason, [opened, paid], 'Send notify_url, the address of your program.');
  }),
};

const notScanned: AcceptanceCase = {
  id: 'TQR-2',
  name: 'not paid within 60 s',
  product,
  how: 'Create an order code, leave it unpaid, and send CANCEL after 60 s.',
  tries: eachOrder((order, { now }) => {
    const open = order.precreates.find(succeeded);
    if (!open || order.paid) return undefined;
    return undone(order, { open, why: 'no buyer has paid', now });
  }),
};

const notificationLost: AcceptanceCase = {
  id: 'TQR-3',
  name: 'the notification is lost',
  product,
  how: 'Let the notification of an order code be lost (a scenario with "lose": true), pay it, and ask with QUERY.',
  tries: eachOrder(({ precreates, paidNotices: [lost], queries }, { now }) => {
    if (precreates.length === 0 || !lost || !isUnanswered(lost)) return undefined;
    const found = queries.find(saysPaid);
    if (found) return passed([lost, found]);
    const next = 'Ask with QUERY while a code is shown; do not rely on notifications alone.';
    return isOverdue(lost, now)
      ? failed('no QUERY has found the payment within 60 s', [lost], next)
      : begun([lost], next);
  }),
};

const otherAmount: AcceptanceCase = {
  id: 'TQR-6',
  name: 'the same order with another amount',
  product,
  how: 'Create an order code twice with the same out_trade_no and different amounts.',
  tries: eachOrder(({ orderId, precreates }, { all, now }) => {
    const opened = precreates.find(succeeded);
    const refused =
      opened &&
      behind(precreates, opened).find(
        (each) => each.result === 'refused' && amountOf(each) !== amountOf(opened),
      );
    if (!refused) return undefined;
    const isAgain = (each: Seen): boolean => amountOf(each) === amountOf(refused);
    const again = behind(precreates, refused).find(isAgain);
    if (again) {
      const next = 'A refusal stays: keep the order as it is, or open one with a new out_trade_no.';
      return failed('the refused amount was sent again', [opened, refused, again], next);
    }
    const handled = firstBehind(
      all,
      refused,
      (each) =>
        each.kind === 'request' &&
        (each.orderId === orderId || (each.service === refused.service && succeeded(each))),
    );
    if (handled) return passed([opened, refused, handled]);
    const next = 'Ask about the order with QUERY, CANCEL it, or open one with a new out_trade_no.';
    return isOverdue(refused, now)
      ? failed('nothing followed the refusal', [opened, refused], next)
      : begun([opened, refused], next);
  }),
};

const amountOf = ({ asked }: Seen): string | undefined => asked.get('total_fee');

export const orderCodeCases = { scanAndPay, notScanned, notificationLost, otherAmount };
