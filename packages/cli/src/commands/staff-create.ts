import { roles } from '@sampan/api/client';
import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, print } from '../output.ts';
import { invitationLines, requireOption } from './staff-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const params = { id: requireOption(input, 'partner') };
  const body = {
    login: requireOption(input, 'login'),
    name: requireOption(input, 'name'),
    role: choice(input, 'role', roles) ?? 'owner',
  };
  const { call } = await findOperations(input);
  const made = await call('POST /admin/partners/:id/staff', { params, body });
  print(input, made, () => invitationLines(made));
}
