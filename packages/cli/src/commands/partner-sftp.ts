import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { readKeys } from './read-file.ts';

/** Shows how a partner logs in, after it was changed by whatever options are given. */
export async function run(input: Input): Promise<undefined> {
  const params = { id: input.argument('PID') };
  const body = {
    password: input.option('password'),
    allow: input.option('allow'),
    keys: await readKeys(input, 'key'),
  };
  const isChange = Object.values(body).some((value) => value !== undefined);
  const { call } = await findOperations(input);
  const answer = isChange
    ? await call('PUT /admin/partners/:id/sftp', { params, body })
    : await call('GET /admin/partners/:id/sftp', { params });
  const { hostKeys } = await call('GET /admin/sftp');
  print(input, { ...answer, hostKeys }, () =>
    pairs([
      ['log-in', answer.logIn],
      ['password', answer.hasPassword ? 'yes' : 'none'],
      ...answer.keys.map(({ fingerprint, type }) => ['key', `${fingerprint} ${type}`] as const),
      ['from', answer.addresses.join(', ') || answer.from],
      ...hostKeys.map(({ fingerprint, type }) => ['host key', `${fingerprint} ${type}`] as const),
    ]),
  );
}
