/** The commands about the people of a partner, who sign in to the portal. */
import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

const partner = {
  name: 'partner',
  value: 'PID',
  summary: 'the partner whose staff it is (needed)',
} as const;

const member = {
  name: 'MEMBER',
  summary: 'the id of the person, as staff list shows it',
  field: 'member',
} as const;

export const staffCommands: readonly Command[] = [
  {
    name: 'staff create',
    summary: "invite a person to a partner's staff, e.g. its first owner; prints the invitation",
    arguments: [],
    options: [
      partner,
      { name: 'login', value: 'ADDRESS', summary: 'e-mail address to sign in with (needed)' },
      { name: 'name', value: 'TEXT', summary: 'name of the person (needed)' },
      {
        name: 'role',
        value: 'owner|finance|developer|supervisor',
        summary: 'what the person may do (default owner)',
      },
      adminOption,
    ],
    load: () => import('./commands/staff-create.ts'),
  },
  {
    name: 'staff list',
    summary: "list a partner's staff",
    arguments: [],
    options: [partner, adminOption],
    load: () => import('./commands/staff-list.ts'),
  },
  {
    name: 'staff invite',
    summary: 'invite a person again: password, second factor and sessions end at once',
    arguments: [member],
    options: [partner, adminOption],
    load: () => import('./commands/staff-invite.ts'),
  },
  {
    name: 'staff end',
    summary: "end a person's access",
    arguments: [member],
    options: [partner, adminOption],
    load: () => import('./commands/staff-end.ts'),
  },
];
