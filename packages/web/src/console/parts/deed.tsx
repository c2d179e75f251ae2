import { type ReactNode, useState } from 'react';
import { Button, newKey, Question, Wrong } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

import { useTask } from './use-task.ts';

/**
 * Asks before something is done: what will happen, and the verb. It stays open until the server has answered, and says why
 * when it was refused.
 */
export function Deed({
  title,
  what,
  verb,
  children,
  run,
  onClose,
}: {
  readonly title: string;
  /** What happens then, as sentences. */
  readonly what: ReactNode;
  readonly verb: string;
  /** Fields that it needs. */
  readonly children?: ReactNode;
  /** Sent again after no answer with the same key, so that it is done once. */
  readonly run: (idempotencyKey: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const task = useTask();
  const [key] = useState(newKey);
  const act = async () => {
    if (await task.run(() => run(key))) onClose();
  };
  return (
    <Question
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('app.leave')}</Button>
          <Button kind="danger" busy={task.isBusy} onClick={() => void act()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{what}</p>
      {children}
      {task.fault && <Wrong>{task.fault.text}</Wrong>}
    </Question>
  );
}

/** What opens a deed: closed, or with what it is about. */
export function useDeed<About>() {
  const [about, setAbout] = useState<About>();
  return { about, ask: setAbout, close: () => setAbout(undefined) };
}
