import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Question, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useTask } from '../parts/use-task.ts';
import { useSay } from '../words/use-say.ts';
import { type Overlap, OverlapChoice } from './overlap.tsx';

/** Replaces the MD5 key with a random one. */
export function RotateQuestion({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (md5Key: string) => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { isBusy, fault, run } = useTask();
  const [overlap, setOverlap] = useState<Overlap>('7d');
  const rotate = () =>
    run(async () => {
      const { md5Key } = await ask('POST /keys/md5', { body: { overlap } });
      await queries.invalidateQueries({ queryKey: ['keys'] });
      onClose();
      if (md5Key !== undefined) onMade(md5Key);
    });
  return (
    <Question
      title={say('keys.rotateTitle')}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" full busy={isBusy} onClick={() => void rotate()}>
            {say('keys.rotateDo')}
          </Button>
          <Button full onClick={onClose}>
            {say('keys.rotateKeep')}
          </Button>
        </>
      }
    >
      <p className="muted">{say('keys.rotateWhy')}</p>
      <OverlapChoice value={overlap} onChoose={setOverlap} />
      {fault && <Wrong>{fault.text}</Wrong>}
    </Question>
  );
}
