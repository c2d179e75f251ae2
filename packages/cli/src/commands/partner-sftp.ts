import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { list, pairs, print } from '../output.ts';
import { readKeys } from './read-file.ts';

/** Shows how a partner logs in, after it was changed by whatever options are given. */
export async function run(input: Input): Promise<undefined> {
  const keys = await readKeys(input, 'key');
  const change = { ...input.fields(), ...(keys !== undefined && { keys }) };
  const path = `/admin/partners/${encodeURIComponent(input.argument('PID'))}/sftp`;
  const operations = await findOperations(input);
  const isChange = Object.keys(change).length > 0;
  const answer = isChange ? await operations.put(path, change) : await operations.get(path);
  const { hostKeys } = await operations.get('/admin/sftp');
  const addresses = answer['addresses'] as readonly string[];
  print(input, { ...answer, hostKeys }, () =>
    pairs([
      ['log-in', answer['logIn']],
      ['password', answer['hasPassword'] === true ? 'yes' : 'none'],
      ...list(answer, 'keys').map(
        (key) => ['key', `${key['fingerprint']} ${key['type']}`] as const,
      ),
      ['from', addresses.join(', ') || answer['from']],
      ...list({ hostKeys }, 'hostKeys').map(
        (key) => ['host key', `${key['fingerprint']} ${key['type']}`] as const,
      ),
    ]),
  );
}
