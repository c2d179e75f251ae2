import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { partnerKeyLines } from './partner-key-lines.ts';
import { readPublicKey } from './read-file.ts';

export async function run(input: Input): Promise<undefined> {
  const { publicKey } = await readPublicKey(input);
  if (publicKey === undefined) throw new UsageError('--public-key is missing');
  const { call } = await findOperations(input);
  const answer = await call('POST /admin/partners/:id/keys/public', {
    params: { id: input.argument('PID') },
    body: { publicKey, overlap: input.option('overlap') },
  });
  print(input, answer, () => [...pairs([['partner', answer.id]]), '', ...partnerKeyLines(answer)]);
}
