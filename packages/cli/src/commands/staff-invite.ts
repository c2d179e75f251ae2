import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { invitationLines, requireOption } from './staff-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const params = { id: requireOption(input, 'partner'), member: input.argument('MEMBER') };
  const { call } = await findOperations(input);
  const made = await call('POST /admin/partners/:id/staff/:member/invitation', { params });
  print(input, made, () => invitationLines(made));
}
