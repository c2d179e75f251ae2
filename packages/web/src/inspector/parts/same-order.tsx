import type { WholeExchangeView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import { fullTime, Timeline } from '../../shared/index.ts';
import { shortName } from '../services.ts';
import { useSay } from '../words/use-say.ts';
import { useOrderState } from './money.tsx';
import { Outcome, stateOf } from './outcome.tsx';

/** The exchanges of the same order, oldest first, with what each left it as. */
export function SameOrder({
  exchange: { id, sequence },
}: {
  readonly exchange: WholeExchangeView;
}) {
  const { say } = useSay();
  const state = useOrderState();
  if (sequence.length < 2) return null;
  const steps = sequence.map((each) => {
    const { kind, service = kind } = each;
    const name = kind === 'request' ? shortName(service) : kind;
    return {
      id: each.id,
      state: stateOf(each),
      what: (
        <>
          {each.id === id ? (
            <b className="mono">{name}</b>
          ) : (
            <Link to="/" search={(old) => ({ ...old, id: each.id })} className="mono">
              {name}
            </Link>
          )}{' '}
          <Outcome exchange={each} />
        </>
      ),
      sub: state(each.after),
      when: { text: fullTime(each.at).slice(11), iso: each.at },
    };
  });
  return (
    <section className="card ck">
      <h3>{say('order.title')}</h3>
      <Timeline steps={steps} />
    </section>
  );
}
