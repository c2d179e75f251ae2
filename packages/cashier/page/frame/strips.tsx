import type { TillStatusView } from '@sampan/cashier/api';
import { amountText, Button, clockTime, Strip } from '@sampan/web/shared';
import { acknowledge, open } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

type Entry = TillStatusView['strip'][number];

/** Payments that are unknown, and those whose outcome came late, until someone has seen it. */
export function Strips() {
  const { say } = useTillWords();
  const strip = useTill((state) => state.status?.strip ?? none);
  const shown = useTill((state) => state.shown?.paymentId);
  const currency = useTill(({ till }) => till?.currency ?? '');
  const unknown = strip.filter(
    ({ state, paymentId }) => state === 'unknown' && paymentId !== shown,
  );
  const late = strip.filter(({ state }) => state !== 'unknown');
  const [first, ...others] = unknown;
  return (
    <div className="strips">
      {first && (
        <Strip onOpen={() => void open(first.orderId, first.paymentId)}>
          {others.length === 0
            ? say('strip.one', {
                number: first.number,
                amount: amountText(first.amount, currency),
                time: clockTime(first.since),
              })
            : say('strip.more', { n: unknown.length, time: clockTime(first.since) })}
        </Strip>
      )}
      {late.slice(0, 2).map((entry) => (
        <Late key={entry.paymentId} entry={entry} />
      ))}
    </div>
  );
}

const none: readonly Entry[] = [];

function Late({ entry }: { readonly entry: Entry }) {
  const { say } = useTillWords();
  const { number, state, paymentId, decidedAt, since } = entry;
  const time = clockTime(decidedAt ?? since);
  return (
    <div className={`late ${state === 'paid' ? 'paid' : 'closed'}`} role="alert">
      <span className="grow">
        {state === 'paid' ? say('strip.paid', { number, time }) : say('strip.notPaid', { number })}
      </span>
      <Button onClick={() => void acknowledge(paymentId)}>{say('strip.seen')}</Button>
    </div>
  );
}
