import { Type } from '@sinclair/typebox';
import { fields } from '../kinds.ts';
import { invited, member, name } from '../partner/members.ts';
import { login, role } from '../partner/sign-in.ts';
import type { Api } from '../route.ts';

const partner = { id: Type.String({ description: "The partner's id (PID)." }) };
const params = Type.Object({ ...partner, member: Type.String({ description: 'A `memberId`.' }) });
const invitation = Type.Composite([
  invited,
  Type.Object({
    page: Type.String({
      description: 'Where the portal shows it, below the public address.',
      examples: ['/portal/#/invitation/…'],
    }),
  }),
]);

export const staffRoutes = {
  'POST /admin/partners/:id/staff': {
    summary:
      "Invites a person to a partner's staff: so a partner gets its first owner. The invitation is valid for seven days and is used once.",
    params: Type.Object(partner),
    body: fields({ login, name, role }),
    reply: invitation,
    status: 201,
    errors: { 'partner-unknown': 404, 'login-taken': 409 },
  },
  'GET /admin/partners/:id/staff': {
    summary: "Lists a partner's people, those who left last.",
    params: Type.Object(partner),
    reply: Type.Object({ members: Type.Array(member) }),
    errors: { 'partner-unknown': 404 },
  },
  'POST /admin/partners/:id/staff/:member/invitation': {
    summary: 'Invites a person again, whose password, second factor and sessions end at once.',
    params,
    reply: invitation,
    status: 201,
    errors: { 'partner-unknown': 404, 'member-unknown': 404, 'member-left': 409 },
  },
  'DELETE /admin/partners/:id/staff/:member': {
    summary: "Ends a person's access for good; also that of the last owner.",
    params,
    reply: member,
    errors: { 'partner-unknown': 404, 'member-unknown': 404 },
  },
} as const satisfies Api;
