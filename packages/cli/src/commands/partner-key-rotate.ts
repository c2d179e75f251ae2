import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { partnerKeyLines } from './partner-key-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('POST /admin/partners/:id/keys/md5', {
    params: { id: input.argument('PID') },
    body: { md5Key: input.option('md5-key'), overlap: input.option('overlap') },
  });
  print(input, answer, () => [
    ...pairs([
      ['partner', answer.id],
      ['new MD5 key', answer.md5Key],
    ]),
    '',
    ...partnerKeyLines(answer),
  ]);
}
