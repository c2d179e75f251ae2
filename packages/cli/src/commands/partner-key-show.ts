import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { keysPath, partnerKeyLines } from './partner-key-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const answer = await operations.get(keysPath(input.argument('PID')));
  print(input, answer, () => [
    ...pairs([
      ['partner', answer['id']],
      ['MD5 key', answer['md5Key']],
    ]),
    '',
    "The partner's keys:",
    ...partnerKeyLines(answer),
    '',
    `Our public key, ${answer['publicKeyFingerprint']}:`,
    String(answer['publicKey']).trimEnd(),
  ]);
}
