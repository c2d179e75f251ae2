import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { keysPath, partnerKeyLines } from './partner-key-lines.ts';
import { readPublicKey } from './read-file.ts';

export async function run(input: Input): Promise<undefined> {
  const publicKey = await readPublicKey(input);
  if (publicKey['publicKey'] === undefined) throw new UsageError('--public-key is missing');
  const operations = await findOperations(input);
  const path = `${keysPath(input.argument('PID'))}/public`;
  const answer = await operations.post(path, { ...input.fields(), ...publicKey });
  print(input, answer, () => [
    ...pairs([['partner', answer['id']]]),
    '',
    ...partnerKeyLines(answer),
  ]);
}
