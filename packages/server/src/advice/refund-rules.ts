/** Rules about refunds, and about requests that are refused again and again (12 §7, §8). */
import { isErrorCode } from '@sampan/protocol';
import { errorEntry } from '@sampan/protocol/reference';
import { each, type Rule } from './kinds.ts';
import { isOpenEnded } from './learned.ts';
import { groupedBy, isQuiet } from './orders.ts';
import { type Does, endOf, type Seen } from './seen.ts';

const refundsOf = (seen: readonly Seen[]): readonly (readonly Seen[])[] => [
  ...groupedBy(seen, ({ does, refundId }) =>
    does === 'refund' || does === 'refund-query' ? refundId : undefined,
  ).values(),
];

const givenUp: Rule = {
  id: 'refund-given-up',
  severity: 'high',
  title: 'A refund without a definite answer is left as it is',
  why: 'The shop does not know whether the buyer has the money back; a second refund with a new id pays twice.',
  todo: 'Repeat the refund with the same id until it answers, or ask with alipay.acquire.refund.query.',
  documents: ['globalbarcode/error_handling', 'hkapi/spot_refund'],
  judge: ({ seen, now }) =>
    each(
      refundsOf(seen),
      (own) => own.some((one) => one.does === 'refund' && isOpenEnded(one)),
      (own) => {
        const last = own.at(-1);
        if (!last || !isOpenEnded(last) || !isQuiet({ seen: own }, now)) return undefined;
        return { by: [last], found: `answered ${endOf(last)}, and nothing followed` };
      },
    ),
};

const idReused: Rule = {
  id: 'refund-id-reused',
  severity: 'high',
  title: 'A refund id comes again for another order or amount',
  why: 'The second refund is refused, or takes the first one’s result, so the buyer gets too little.',
  todo: 'Give each refund an id of its own; repeat a refund unchanged.',
  documents: ['hkapi/spot_refund'],
  judge: ({ seen }) =>
    each(
      refundsOf(seen).map((own) => own.filter(({ does }) => does === 'refund')),
      (own) => own.length > 0,
      (own) => {
        const [first, ...rest] = own;
        const other = first && rest.find((one) => differs(first, one));
        if (!first || !other) return undefined;
        return { by: [other, first], found: `refund id ${first.refundId}` };
      },
    ),
};

const differs = (one: Seen, other: Seen): boolean =>
  one.order !== other.order ||
  ['refund_amount', 'return_amount'].some((name) => one.given.get(name) !== other.given.get(name));

/** Their refusals decide something; a query may be repeated as often as it is not too fast. */
const deciding: ReadonlySet<Does> = new Set([
  'pay',
  'precreate',
  'cancel',
  'refund',
  'create-code',
]);

const repeatedMin = 3;

const repeated: Rule = {
  id: 'refusal-repeated',
  severity: 'medium',
  title: 'A refused request is sent again and again unchanged',
  why: 'It is refused again. The cashier waits, and the gateway counts the partner’s refusals.',
  todo: 'Decide by the code: sampan explain CODE says whether to repeat, correct or give up.',
  documents: ['globalbarcode/error_handling', 'gr/error_code'],
  judge: ({ seen }) =>
    each(
      [...groupedBy(seen.filter(isDecided), ({ fingerprint }) => fingerprint).values()],
      () => true,
      (own) => {
        const refused = own.filter(isFinal);
        const last = refused.at(-1);
        if (!last || refused.length < repeatedMin) return undefined;
        return { by: [last], found: `${endOf(last)} ${refused.length} times` };
      },
    ),
};

const isDecided = ({ does, level }: Seen): boolean => deciding.has(does) && level !== 'gateway';

/** Sent unchanged it is refused again. */
function isFinal({ result, code = '' }: Seen): boolean {
  if (result !== 'refused' || !isErrorCode(code)) return false;
  return ['no', 'new-id', 'corrected'].includes(errorEntry(code).retry);
}

export const refundRules: readonly Rule[] = [givenUp, idReused, repeated];
