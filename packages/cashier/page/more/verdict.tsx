import type { VerdictView } from '@sampan/cashier/api';
import { Amount, amountText, clockTime, dayOf, dayText, StatePill } from '@sampan/web/shared';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** What the transaction file of the gateway says of a day. */
export function Verdict({ verdict }: { readonly verdict: VerdictView }) {
  const { say, language } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  if (verdict.is === 'equal') {
    return <StatePill state="ok">{say('verdict.equal', { n: verdict.rows ?? 0 })}</StatePill>;
  }
  if (verdict.is === 'breaks') {
    const [only] = verdict.breaks;
    const one = verdict.breaks.length === 1 && only?.amount !== undefined;
    return (
      <StatePill state="unknown">
        {one
          ? say('verdict.break', { amount: amountText(only.amount ?? '0', currency) })
          : say('verdict.breaks', { n: verdict.breaks.length })}
      </StatePill>
    );
  }
  const { expectedAt } = verdict;
  return (
    <StatePill state="waiting">
      {expectedAt === undefined
        ? say('verdict.awaited')
        : say('verdict.comes', {
            day: dayText(dayOf(expectedAt), language),
            time: clockTime(expectedAt),
          })}
    </StatePill>
  );
}

/** What came of the day after fees, once a settlement file has it. */
export function PaidOut({ verdict }: { readonly verdict: VerdictView }) {
  const { say, language } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  const { payout } = verdict;
  if (!payout) return '–';
  return (
    <>
      <Amount value={payout.net} currency={currency} withoutCurrency />
      <span className="small muted block">
        {say('payout.fee', {
          day: dayText(dayOf(payout.settledAt), language),
          amount: amountText(payout.fee, currency),
        })}
      </span>
      {payout.missing > 0 && (
        <span className="small warn block">{say('payout.missing', { n: payout.missing })}</span>
      )}
    </>
  );
}
