import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { partnerLines } from './partner-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const params = { id: input.argument('PID') };
  const partner = await call('GET /admin/partners/:id', { params });
  const { partnerPublicKey: ownKey } = partner;
  print(input, partner, () => [
    ...partnerLines(partner),
    ...(ownKey === undefined ? [] : ['', "The partner's public key:", ownKey.trimEnd()]),
    '',
    'Our public key:',
    partner.publicKey.trimEnd(),
  ]);
}
