import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const contract = choice(input, 'contract', ['hk', 'global']);
  const { call } = await findOperations(input);
  const world = await call('POST /admin/worlds', {
    body: {
      name: input.option('name'),
      partnerId: input.option('partner-id'),
      md5Key: input.option('md5-key'),
      contract,
    },
  });
  print(input, world, () => [
    ...pairs([
      ['world', world.world],
      ['gateway', world.gateway],
      ['now', world.now],
    ]),
    ...world.partners.map(
      ({ id, contract: of, md5Key }) => `partner ${id} (${of})  MD5 key ${md5Key}`,
    ),
    ...world.wallets.map(
      ({ walletId, loginId, inst, pin }) =>
        `wallet ${walletId} (${inst})  log-in ${loginId}  PIN ${pin}`,
    ),
  ]);
}
