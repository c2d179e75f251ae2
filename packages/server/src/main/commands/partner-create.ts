import { type Input, UsageError } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { choice, print } from './output.ts';
import { partnerLines } from './partner-lines.ts';
import { readKeys, readPublicKey } from './read-file.ts';

export async function run(input: Input): Promise<undefined> {
  const contract = choice(input, 'contract', ['hk', 'global']);
  if (!contract) throw new UsageError('--contract is missing: hk or global');
  const publicKey = await readPublicKey(input);
  const sftpKeys = await readKeys(input, 'sftp-key', 'sftpKeys');
  const operations = await findOperations(input);
  const partner = await operations.post('/admin/partners', {
    ...input.fields(),
    ...publicKey,
    ...sftpKeys,
  });
  print(input, partner, () => [
    ...partnerLines(partner),
    '',
    'Our public key, with which the partner verifies RSA and RSA2 signatures:',
    String(partner['publicKey']).trimEnd(),
  ]);
}
