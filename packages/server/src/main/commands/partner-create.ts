import { UsageError } from '../commands.ts';
import type { Input } from '../parse.ts';
import { findOperations } from './operations-client.ts';
import { choice, given, pairs, print } from './output.ts';
import { readKeys, readOptionFile } from './read-file.ts';

const fields = {
  id: 'id',
  name: 'name',
  currency: 'currency',
  'md5-key': 'md5Key',
  'fee-rate': 'feeRate',
  'fee-fixed': 'feeFixed',
  'fee-minimum': 'feeMinimum',
  'refund-fee': 'refundFee',
  wallets: 'wallets',
  'settles-after': 'settlesAfter',
  'settlement-minimum': 'settlementMinimum',
  calendars: 'calendars',
  'payout-account': 'payoutAccount',
  'payout-holder': 'payoutHolder',
  'payout-bank': 'payoutBank',
  'sftp-password': 'sftpPassword',
  'sftp-allow': 'sftpAllow',
} as const;

export async function run(input: Input): Promise<undefined> {
  const contract = choice(input, 'contract', ['hk', 'global']);
  if (!contract) throw new UsageError('--contract is missing: hk or global');
  const file = input.option('public-key');
  const publicKey =
    file === undefined ? {} : { publicKey: await readOptionFile('public-key', file) };
  const sftpKeys = await readKeys(input, 'sftp-key', 'sftpKeys');
  const operations = await findOperations(input);
  const partner = await operations.post('/admin/partners', {
    contract,
    ...given(input, fields),
    ...publicKey,
    ...sftpKeys,
  });
  print(input, partner, () => [
    ...pairs([
      ['partner', partner['id']],
      ['name', partner['name']],
      ['contract', partner['contract']],
      ['settled in', partner['currency']],
      ['fee rate', partner['feeRate']],
      ['fixed fee', partner['feeFixed']],
      ['settled', `T+${partner['settlesAfter']}`],
      ['MD5 key', partner['md5Key']],
    ]),
    '',
    'Our public key, with which the partner verifies RSA and RSA2 signatures:',
    String(partner['publicKey']).trimEnd(),
  ]);
}
