import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, print } from '../output.ts';
import { partnerLines } from './partner-lines.ts';
import { termsGiven } from './partner-terms.ts';
import { readKeys, readPublicKey } from './read-file.ts';

export async function run(input: Input): Promise<undefined> {
  const contract = choice(input, 'contract', ['hk', 'global']);
  if (!contract) throw new UsageError('--contract is missing: hk or global');
  const publicKey = await readPublicKey(input);
  const sftpKeys = await readKeys(input, 'sftp-key');
  const { call } = await findOperations(input);
  const partner = await call('POST /admin/partners', {
    body: {
      contract,
      id: input.option('id'),
      currency: input.option('currency'),
      md5Key: input.option('md5-key'),
      ...publicKey,
      sftpPassword: input.option('sftp-password'),
      sftpKeys,
      sftpAllow: input.option('sftp-allow'),
      payoutHolder: input.option('payout-holder'),
      payoutAccount: input.option('payout-account'),
      payoutBank: input.option('payout-bank'),
      ...termsGiven(input),
    },
  });
  print(input, partner, () => [
    ...partnerLines(partner),
    '',
    'Our public key, with which the partner verifies RSA and RSA2 signatures:',
    partner.publicKey.trimEnd(),
  ]);
}
