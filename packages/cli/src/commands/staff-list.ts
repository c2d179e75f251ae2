import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print, table } from '../output.ts';
import { requireOption } from './staff-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const params = { id: requireOption(input, 'partner') };
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/partners/:id/staff', { params });
  print(input, answer, () => {
    if (answer.members.length === 0) return ['No staff yet: sampan staff create'];
    return table([
      ['member', 'login', 'name', 'role', 'status', 'second factor', 'last seen'],
      ...answer.members.map(({ memberId, login, name, role, status, secondFactor, seenAt }) => [
        ...[memberId, login, name, role, status, secondFactor],
        seenAt ?? '',
      ]),
    ]);
  });
}
