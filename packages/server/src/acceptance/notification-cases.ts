/** The acceptance cases of notifications that are not as they should be: TQR-4 and 5 (13 §6.1). */
import { type AcceptanceCase, eachOrder, failed, passed } from './case.ts';
import { answerOf, behind, isAcknowledged, isForged } from './seen.ts';

const product = 'transaction QR code';

const twice: AcceptanceCase = {
  id: 'TQR-4',
  name: 'a notification comes twice',
  product,
  how: 'Pay an order code, and send its notification again (sampan notify resend ID), or let a scenario do so ("repeat": 1).',
  tries: eachOrder(({ precreates, paidNotices }) => {
    const notices = paidNotices.filter((each) => !isForged(each));
    const first = notices.find(isAcknowledged);
    if (precreates.length === 0 || !first) return undefined;
    const again = behind(notices, first).filter(({ notifyId }) => notifyId === first.notifyId);
    if (again.length === 0) return undefined;
    const wrong = again.find((each) => !isAcknowledged(each));
    if (!wrong) return passed([first, ...again]);
    const next = 'Remember notify_id: answer success to one that you know, and book nothing again.';
    return failed(`the second one was ${answerOf(wrong)}`, [first, wrong], next);
  }),
};

const forged: AcceptanceCase = {
  id: 'TQR-5',
  name: 'a forged notification',
  product,
  how: 'Let the notification of an order code be forged (a scenario with "corrupt": "signature"), and pay it.',
  tries: eachOrder(({ precreates, all }) => {
    const one = all.findLast((each) => each.kind === 'notification' && isForged(each));
    if (precreates.length === 0 || !one) return undefined;
    if (one.answer?.trim().toLowerCase() === 'fail') return passed([one]);
    const next = 'Verify the signature of every notification, and answer fail when it is wrong.';
    return failed(`the forged notification was ${answerOf(one)}, not “fail”`, [one], next);
  }),
};

export const notificationCases = { twice, forged };
