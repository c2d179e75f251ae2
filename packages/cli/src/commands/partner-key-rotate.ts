import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { keysPath, partnerKeyLines } from './partner-key-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const path = `${keysPath(input.argument('PID'))}/md5`;
  const answer = await operations.post(path, input.fields());
  print(input, answer, () => [
    ...pairs([
      ['partner', answer['id']],
      ['new MD5 key', answer['md5Key']],
    ]),
    '',
    ...partnerKeyLines(answer),
  ]);
}
