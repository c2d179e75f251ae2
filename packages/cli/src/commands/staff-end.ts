import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { requireOption } from './staff-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const params = { id: requireOption(input, 'partner'), member: input.argument('MEMBER') };
  const { call } = await findOperations(input);
  const ended = await call('DELETE /admin/partners/:id/staff/:member', { params });
  print(input, ended, () => [`${ended.name} (${ended.login}) has no access any more`]);
}
