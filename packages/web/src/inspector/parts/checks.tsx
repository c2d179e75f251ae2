import type { WholeExchangeView } from '@sampan/api';
import { StateDot } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** The gateway's checks in its order. */
const names = [
  'reading',
  'service',
  'partner',
  'contract',
  'sign-type',
  'key',
  'signature',
  'parameters',
  'age',
] as const;

/** What was checked one under the other, where it stopped, and what was not reached. */
export function Checks({ checks }: Pick<WholeExchangeView, 'checks'>) {
  const { say } = useSay();
  const known = new Map(checks.map(({ name, reason }) => [name, reason]));
  const isStopped = [...known.values()].some((reason) => reason !== undefined);
  const shown = isStopped ? names : names.filter((name) => known.has(name));
  return (
    <section className="card ck">
      <h3>{say('checks.title')}</h3>
      <ul>
        {shown.map((name) => {
          const words = say(`check.${name}`);
          const reason = known.get(name);
          if (!known.has(name)) {
            return (
              <li key={name} className="skip">
                <StateDot state="next" size={20} />
                {say('checks.notReached', { check: words })}
              </li>
            );
          }
          return (
            <li key={name} className={reason === undefined ? '' : 'failed'}>
              <StateDot state={reason === undefined ? 'done' : 'refused'} size={20} />
              <span>
                {reason === undefined ? words : say(`failed.${name}`)}
                {reason !== undefined && (
                  <small lang="en" className="mono">
                    {reason}
                  </small>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
