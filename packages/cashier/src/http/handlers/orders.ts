import { refuseUnless } from '../../refusal.ts';
import type { Till } from '../../till.ts';
import { type Caller, type Handlers, signedIn } from '../handler.ts';

/** Orders, and what is paid for them. */
export function orderHandlers({ orders, payments, shifts, cashiers, settings }: Till) {
  /** Takings show in the history; a supervisor's PIN opens it for five minutes. */
  function history(caller: Caller): void {
    const session = signedIn(caller);
    const isOpen =
      settings.historyIsFor === 'everyone' ||
      cashiers.isSupervisor(session.cashierId) ||
      cashiers.mayReadHistory(session);
    refuseUnless(isOpen, 'history-locked', 'A supervisor opens the history');
  }

  return {
    'PUT /orders/:id'({ params, body, caller }) {
      const { cashierId } = signedIn(caller);
      refuseUnless(shifts.open(), 'no-shift', 'No shift is open');
      return orders.put(params.id, body, cashierId);
    },
    'GET /orders/:id': ({ params }) => orders.get(params.id),
    'GET /recent-orders': () => ({ items: orders.recent() }),
    'GET /orders'({ query, caller }) {
      history(caller);
      return orders.list(query);
    },
    'GET /find-order': ({ query }) => orders.find(query.text),
    'POST /orders/:id/scan'({ params: { id }, body, caller }) {
      const taken = payments.scan(id, body, signedIn(caller).cashierId);
      return { order: orders.get(id), ...taken };
    },
    'POST /orders/:id/show'({ params: { id }, body, caller }) {
      const taken = payments.show(id, body, signedIn(caller).cashierId);
      return { order: orders.get(id), ...taken };
    },
    'POST /orders/:id/otherwise'({ params: { id }, body, caller }) {
      const taken = payments.otherwise(id, body, signedIn(caller).cashierId);
      return { order: orders.get(id), ...taken };
    },
    'POST /orders/:id/abandon': ({ params }) => orders.abandon(params.id),
  } satisfies Partial<Handlers>;
}
