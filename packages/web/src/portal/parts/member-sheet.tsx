import type { MemberView } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Sheet, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import type { Invited } from '../invited.ts';
import { useSay } from '../words/use-say.ts';
import { ReasonField } from './reason-field.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useTask } from './use-task.ts';

/** Another role, another invitation, or the end of the access. */
export function MemberSheet({
  member,
  onInvited,
  onClose,
}: {
  readonly member: MemberView;
  readonly onInvited: (invited: Invited) => void;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { isBusy, fault, run } = useTask();
  const { memberId: id, name, status } = member;
  const [role, setRole] = useState(member.role);
  const [isEnding, setEnding] = useState(false);
  const [why, setWhy] = useState('');
  const change = (body: { role?: MemberView['role']; status?: 'left'; why?: string }) =>
    void run(async () => {
      await ask('PATCH /members/:id', { params: { id }, body });
      await queries.invalidateQueries({ queryKey: ['members'] });
      onClose();
    });
  const inviteAgain = () =>
    void run(async () => {
      const made = await ask('POST /members/:id/invitation', { params: { id }, body: {} });
      await queries.invalidateQueries({ queryKey: ['members'] });
      onInvited({ ...made, endsAt: made.invitationEndsAt });
    });
  return (
    <Sheet title={name} className="wide" onClose={onClose}>
      <div className="sheet-body">
        <RoleChoice value={role} onChoose={setRole} />
        <Button
          kind="primary"
          full
          busy={isBusy}
          disabled={role === member.role}
          onClick={() => change({ role })}
        >
          {say('people.changeRole')}
        </Button>
        {fault && <Wrong>{fault.text}</Wrong>}
        <section className="part">
          <h3>{say('people.again')}</h3>
          <p className="muted">
            {say(status === 'invited' ? 'people.againInvited' : 'people.againActive')}
          </p>
          <Button size="desk" busy={isBusy} onClick={inviteAgain}>
            {say('people.doAgain')}
          </Button>
        </section>
        <section className="part">
          <h3>{say('people.end')}</h3>
          <p className="muted">{say('people.endWhy', { name })}</p>
          {isEnding ? (
            <>
              <ReasonField
                label={say('app.why')}
                hint={say('people.endHint')}
                value={why}
                limit={200}
                onChange={setWhy}
              />
              <div className="flex">
                <Button
                  kind="danger"
                  size="desk"
                  busy={isBusy}
                  disabled={why.trim() === ''}
                  onClick={() => change({ status: 'left', why: why.trim() })}
                >
                  {say('people.doEnd', { name })}
                </Button>
                <Button kind="quiet" size="desk" onClick={() => setEnding(false)}>
                  {say('people.keep')}
                </Button>
              </div>
            </>
          ) : (
            <Button size="desk" onClick={() => setEnding(true)}>
              {say('people.endAsk')}
            </Button>
          )}
        </section>
      </div>
    </Sheet>
  );
}
