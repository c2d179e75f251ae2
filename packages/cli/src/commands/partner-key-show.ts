import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { partnerKeyLines } from './partner-key-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const params = { id: input.argument('PID') };
  const answer = await call('GET /admin/partners/:id/keys', { params });
  print(input, answer, () => [
    ...pairs([
      ['partner', answer.id],
      ['MD5 key', answer.md5Key],
    ]),
    '',
    "The partner's keys:",
    ...partnerKeyLines(answer),
    '',
    `Our public key, ${answer.publicKeyFingerprint}:`,
    answer.publicKey.trimEnd(),
  ]);
}
