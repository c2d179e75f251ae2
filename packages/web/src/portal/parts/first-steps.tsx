import type { SignedInAsView } from '@sampan/api';
import { CopyId } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** Instead of zeros: what a new partner does until the first payment. */
export function FirstSteps({
  partner,
  mayKeys,
}: {
  readonly partner: SignedInAsView['partner'];
  readonly mayKeys: boolean;
}) {
  const { say } = useSay();
  return (
    <section className="card first-steps" aria-labelledby="first">
      <h2 id="first">{say('first.title')}</h2>
      <ol>
        <li>
          <b>{say('first.keys')}</b>
          <p>{say(mayKeys ? 'first.keysWhy' : 'first.keysOther')}</p>
          <p>
            PID <CopyId id={partner.id} />
          </p>
        </li>
        <li>
          <b>{say('first.pay')}</b>
          <p>{say('first.payWhy')}</p>
          <code>alipay.acquire.overseas.spot.pay</code>
        </li>
        <li>
          <b>{say('first.see')}</b>
          <p>{say('first.seeWhy')}</p>
        </li>
      </ol>
    </section>
  );
}
