/** The acceptance cases of giving a payment of a shop's code back: MQR-4 and 5 (13 §6.1). */
import { decimalOf } from './amounts.ts';
import { type AcceptanceCase, begun, eachOrder, failed, isOverdue, passed } from './case.ts';
import { behind, endOf, succeeded } from './seen.ts';

const product = 'merchant QR code';

const inParts: AcceptanceCase = {
  id: 'MQR-4',
  name: 'refunds in parts, up to the whole',
  product,
  how: 'Refund a payment of a shop’s code in two parts or more; before the last one, refund more than is left.',
  tries: eachOrder(({ isShopCode, refunds, paidNotices: [notice] }) => {
    if (!isShopCode || !notice || refunds.length === 0) return undefined;
    const parts = [
      ...new Map(
        refunds.filter(succeeded).map((each) => [each.asked.get('partner_refund_id'), each]),
      ).values(),
    ];
    const left = parts.reduce(
      (rest, { asked }) => rest - decimalOf(asked.get('refund_amount')),
      decimalOf(notice.asked.get('total_fee')),
    );
    const seen = [notice, ...refunds];
    const isEnforced = refunds.some(({ code }) => code === 'RETURN_AMOUNT_EXCEED');
    if (left > 0n) {
      const last = refunds.at(-1);
      if (last && last.result === 'refused' && last.code !== 'RETURN_AMOUNT_EXCEED') {
        const reason = `the last refund was refused with ${endOf(last)}`;
        return failed(reason, seen, 'Refund the rest with a new partner_refund_id.');
      }
      const next = isEnforced ? 'Refund the rest.' : 'Refund more than is left, then the rest.';
      return begun(seen, next);
    }
    if (parts.length < 2) return undefined;
    if (isEnforced) return passed(seen);
    const next = 'With another payment refund more than is left, before the last part.';
    return failed('no refund of more than was left was tried', seen, next);
  }),
};

const afterMidnight: AcceptanceCase = {
  id: 'MQR-5',
  name: 'cancel after midnight',
  product,
  how: 'Pay a shop’s code, move the clock over midnight in GMT+8 (sampan clock advance 1d), send CANCEL, then a refund.',
  tries: eachOrder(({ isShopCode, all, cancels, refunds }, { now }) => {
    const late = cancels.find(({ code }) => code === 'TRADE_CANCEL_TIME_OUT');
    if (!isShopCode || !late) return undefined;
    const refund = behind(all, late).find((each) => refunds.includes(each) && succeeded(each));
    if (refund) return passed([late, refund]);
    const seen = [...cancels, ...refunds];
    const next = 'After midnight in GMT+8 send a refund in place of CANCEL.';
    const reason = 'the cancel was refused after midnight, and no refund followed';
    return isOverdue(late, now) ? failed(reason, seen, next) : begun(seen, next);
  }),
};

export const giveBackCases = [inParts, afterMidnight];
