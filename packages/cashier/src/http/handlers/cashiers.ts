import { refuseUnless } from '../../refusal.ts';
import type { Till } from '../../till.ts';
import { timeText } from '../../times.ts';
import { type Caller, type Handlers, signedIn } from '../handler.ts';

/** Who works at the till. */
export function cashierHandlers({ cashiers }: Till) {
  function supervisor(caller: Caller): void {
    const { cashierId } = signedIn(caller);
    refuseUnless(
      cashiers.isSupervisor(cashierId),
      'supervisor-needed',
      'Only a supervisor does this',
    );
  }

  return {
    'GET /cashiers': () => ({ items: cashiers.listed() }),
    async 'POST /sign-in'({ body, caller }) {
      const token = await cashiers.signIn(body, caller.device);
      caller.setCookie('till-device', caller.device);
      caller.setCookie('till-session', token);
      return cashiers.view(body.cashierId);
    },
    'POST /sign-out'({ caller }) {
      if (caller.session) cashiers.signOut(caller.session);
      caller.setCookie('till-session', undefined);
      return {};
    },
    'POST /session/pin': ({ body, caller }) => cashiers.changeOwnPin(signedIn(caller), body),
    async 'POST /session/unlock'({ body, caller }) {
      return { historyUntil: timeText(await cashiers.unlockHistory(signedIn(caller), body)) };
    },
    'POST /cashiers'({ body, caller }) {
      supervisor(caller);
      return cashiers.add(body);
    },
    'POST /cashiers/:id/pin'({ params, body, caller }) {
      supervisor(caller);
      return cashiers.setPin(params.id, body.pin);
    },
    'DELETE /cashiers/:id'({ params, caller }) {
      supervisor(caller);
      cashiers.remove(params.id);
      return {};
    },
  } satisfies Partial<Handlers>;
}
