import { Button, Question } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { isEmpty } from '../charge/draft.ts';
import { stageOf, type TillState } from '../store/state.ts';
import { tillState } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** A basket that is filled, or a payment that is not decided. */
function isUnderWay(state: TillState): boolean {
  const { is } = stageOf(state);
  return is === 'charge'
    ? !isEmpty(state.draft)
    : is === 'code' || is === 'waiting' || is === 'cancelling';
}

const isGuard = (state: unknown): boolean => Object(state).isGuard === true;

/**
 * The browser's Back asks before it leaves an order under way. Before the page lies an entry of the history that is
 * made with the first touch, because browsers skip one that a page has made by itself.
 */
export function BackGuard() {
  const { say } = useTillWords();
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    const put = () => {
      history.replaceState({ isGuard: true }, '');
      history.pushState(null, '');
    };
    const onBack = ({ state }: PopStateEvent) => {
      if (!isGuard(state)) return;
      if (!isUnderWay(tillState())) return history.back();
      history.forward();
      setAsks(true);
    };
    const once = { once: true };
    window.addEventListener('pointerdown', put, once);
    window.addEventListener('popstate', onBack);
    return () => {
      window.removeEventListener('pointerdown', put);
      window.removeEventListener('popstate', onBack);
    };
  }, []);
  if (!asks) return null;
  return (
    <Question
      title={say('leave.title')}
      onClose={() => setAsks(false)}
      actions={
        <>
          <Button kind="primary" size="big" full onClick={() => setAsks(false)}>
            {say('leave.stay')}
          </Button>
          <Button size="big" full onClick={() => history.go(-2)}>
            {say('leave.go')}
          </Button>
        </>
      }
    >
      <p>{say('leave.what')}</p>
    </Question>
  );
}
