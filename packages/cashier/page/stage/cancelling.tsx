import { Icon, Timeline } from '@sampan/web/shared';
import { NoticeLine } from '../charge/notice.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { nextCustomer } from '../store/actions.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { type OfPayment, OpenHead, useTrail } from './shared.tsx';

/** Asked until the gateway confirms. */
export function Cancelling({ order, payment }: OfPayment) {
  const { say } = useTillWords();
  const trail = useTrail(payment);
  return (
    <main className="card st waiting-st">
      <OpenHead order={order} payment={payment}>
        <Icon name="clock" size={72} weight={1.4} />
      </OpenHead>
      <div className="msg" role="status">
        <h1>{say('cancelling.title')}</h1>
        <p>{say('cancelling.what')}</p>
      </div>
      <NoticeLine />
      <div className="mid single">
        <Timeline steps={trail} />
      </div>
      <div className="acts">
        <KeyButton size="big" icon="plus" hot="Enter" onClick={nextCustomer}>
          {say('unknown.next')}
        </KeyButton>
        <p className="muted">{say('unknown.stays')}</p>
      </div>
    </main>
  );
}
