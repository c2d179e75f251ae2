import { type Static, Type } from '@sinclair/typebox';
import { fields, givenLimit, oneOf, page, pageQuery, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { login, newPassword, role, signedInAs } from './sign-in.ts';

export const name = Type.String({
  minLength: 1,
  maxLength: 64,
  expected: 'a name of 1 to 64 characters',
});

/** A person of a partner's staff. */
export const member = Type.Object({
  memberId: Type.String(),
  name: Type.String(),
  login,
  role,
  status: oneOf(['invited', 'active', 'left']),
  secondFactor: oneOf(['app', 'passkey', 'missing']),
  passkeys: Type.Integer(),
  invitedBy: Type.Optional(Type.String({ description: 'The name of who has invited.' })),
  invitationEndsAt: Type.Optional(time),
  seenAt: Type.Optional(time),
  createdAt: time,
});

export type MemberView = Fixed<Static<typeof member>>;

const invitationToken = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  expected: 'what stands behind # in the address of the invitation',
});

export const invited = Type.Composite([
  member,
  Type.Object({
    invitation: Type.String({
      description: 'Goes behind `#/invitation/` in the address of the page; in this answer only.',
    }),
  }),
]);

/** One thing that a person has changed. */
const logEntry = Type.Object({
  at: time,
  memberId: Type.Optional(Type.String()),
  who: Type.String({ description: 'The name of the person, or `system`.' }),
  what: Type.String({ description: 'A fixed word such as `refund.asked` or `key.changed`.' }),
  subject: Type.Optional(Type.String({ description: 'An id: of a trade, a code, a person.' })),
  why: Type.Optional(Type.String({ description: 'In the words of the person.' })),
  detail: Type.Record(Type.String(), Type.String()),
});

export type LogEntryView = Fixed<Static<typeof logEntry>>;

const id = Type.Object({ id: Type.String({ description: 'A `memberId`.' }) });

export const memberRoutes = {
  'GET /members': {
    summary: "Lists the partner's people, those who left last.",
    reply: Type.Object({ members: Type.Array(member) }),
  },
  'POST /members': {
    summary: 'Invites a person. The invitation is valid for seven days and is used once.',
    body: fields({ login, name, role }),
    reply: invited,
    status: 201,
    errors: { 'login-taken': 409 },
  },
  'POST /members/:id/invitation': {
    summary:
      'Invites a person again: an earlier invitation ends. For who has set a password already it replaces password and second factor, and ends the sessions.',
    params: id,
    body: fields({}),
    reply: invited,
    status: 201,
    errors: { 'member-unknown': 404, 'member-left': 409, 'last-owner': 409, 'own-access': 409 },
  },
  'PATCH /members/:id': {
    summary:
      "Changes a person's role, or ends the access for good: sessions end at once, and the login may be invited anew.",
    params: id,
    body: fields({
      role: Type.Optional(role),
      status: Type.Optional(oneOf(['left'])),
      why: Type.Optional(Type.String({ maxLength: 200, expected: 'at most 200 characters' })),
    }),
    reply: member,
    errors: { 'member-unknown': 404, 'member-left': 409, 'last-owner': 409, 'own-access': 409 },
  },
  'POST /invitation': {
    summary: 'Shows an invitation to the person who has it. Needs no session.',
    body: fields({ invitation: invitationToken }),
    reply: Type.Object({
      partner: Type.String({ description: 'The name of the partner.' }),
      invitedBy: Type.String(),
      name: Type.String(),
      login,
      role,
      endsAt: time,
    }),
    errors: { 'invitation-unknown': 404, 'foreign-request': 403, 'address-locked': 429 },
  },
  'POST /invitation/accept': {
    summary: 'Accepts an invitation: sets the password and begins a session. Needs no session.',
    body: fields({ invitation: invitationToken, name: Type.Optional(name), newPassword }),
    reply: signedInAs,
    errors: {
      'invitation-unknown': 404,
      'password-too-simple': 409,
      'foreign-request': 403,
      'address-locked': 429,
      busy: 429,
    },
  },
  'GET /settings': {
    summary: 'Shows above which amount a refund needs a second person.',
    reply: Type.Object({ approveAbove: Type.Optional(Type.String()) }),
  },
  'PATCH /settings': {
    summary: 'Sets above which amount a refund needs a second person; `none` lifts it.',
    body: fields({ approveAbove: givenLimit }),
    reply: Type.Object({ approveAbove: Type.Optional(Type.String()) }),
  },
  'GET /log': {
    summary: 'Lists what people have changed, newest first.',
    query: pageQuery({ member: Type.Optional(Type.String()) }),
    reply: page(logEntry),
    errors: { 'member-unknown': 404 },
  },
} as const satisfies Api;
