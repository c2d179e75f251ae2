import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { print } from './output.ts';
import { partnerLines } from './partner-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const path = `/admin/partners/${encodeURIComponent(input.argument('PID'))}`;
  const partner = await operations.get(path);
  const ownKey = partner['partnerPublicKey'];
  print(input, partner, () => [
    ...partnerLines(partner),
    ...(ownKey === undefined ? [] : ['', "The partner's public key:", String(ownKey).trimEnd()]),
    '',
    'Our public key:',
    String(partner['publicKey']).trimEnd(),
  ]);
}
