import type { Api, Fixed } from '@sampan/api';
import { time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { approval, fields, madeId, optional, pin, role } from './kinds.ts';

export const cashier = Type.Object({ id: Type.String(), name: Type.String(), role });

const listed = Type.Object({
  ...cashier.properties,
  triesLeft: Type.Integer(),
  lockedUntil: optional(time),
});

const name = Type.String({ minLength: 1, maxLength: 40, expected: 'a name' });
const ofCashier = Type.Object({ id: Type.String() });
const signedIn = { 'not-signed-in': 401 } as const;
const bySupervisor = { ...signedIn, 'supervisor-needed': 403, 'cashier-unknown': 404 } as const;

/** Why a PIN is refused. */
export const pinErrors = { 'cashier-unknown': 404, 'pin-wrong': 403, 'pin-locked': 429 } as const;

/** Why a second person's consent is refused. */
export const approvalErrors = {
  ...pinErrors,
  'supervisor-needed': 403,
  'second-person-needed': 403,
} as const;

export type CashierView = Fixed<Static<typeof cashier>>;
export type ListedCashierView = Fixed<Static<typeof listed>>;

export const cashierRoutes = {
  'GET /cashiers': {
    summary: 'Lists the cashiers for the sign-in page. Needs no session.',
    reply: Type.Object({ items: Type.Array(listed) }),
  },
  'POST /sign-in': {
    summary: 'Signs a cashier in on this device; sets the session cookie.',
    body: fields({ cashierId: Type.String(), pin }),
    reply: cashier,
    errors: pinErrors,
  },
  'POST /sign-out': {
    summary: 'Ends the session of this device. The shift and open payments stay.',
    reply: Type.Object({}),
  },
  'POST /session/pin': {
    summary: 'Changes the own PIN.',
    body: fields({ pin, newPin: pin }),
    reply: cashier,
    errors: { ...signedIn, ...pinErrors },
  },
  'POST /session/unlock': {
    summary: 'A supervisor lets this session look at the history for five minutes.',
    body: approval,
    reply: Type.Object({ historyUntil: time }),
    errors: { ...signedIn, ...pinErrors, 'supervisor-needed': 403 },
  },
  'POST /cashiers': {
    summary: 'Adds a cashier; only a supervisor does.',
    body: fields({ id: madeId, name, role, pin }),
    reply: cashier,
    errors: bySupervisor,
  },
  'POST /cashiers/:id/pin': {
    summary: 'Sets a new PIN for a cashier, and unlocks it; only a supervisor does.',
    params: ofCashier,
    body: fields({ pin }),
    reply: cashier,
    errors: bySupervisor,
  },
  'DELETE /cashiers/:id': {
    summary: 'Removes a cashier from the sign-in page; only a supervisor does.',
    params: ofCashier,
    reply: Type.Object({}),
    errors: { ...bySupervisor, 'last-supervisor': 409 },
  },
} as const satisfies Api;
