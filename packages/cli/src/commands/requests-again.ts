import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { replyLines } from './reply-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const set = Object.fromEntries(input.all('set').map(change));
  const { call } = await findOperations(input);
  const answer = await call('POST /admin/exchanges/:id/again', {
    params: { id: input.argument('ID') },
    body: { set },
  });
  print(input, answer, () => [
    ...pairs([
      ['exchange', answer.id],
      ['again', answer.of],
    ]),
    '',
    ...replyLines(answer.text).map((line) => `  ${line}`),
  ]);
  return undefined;
}

function change(text: string): readonly [string, string] {
  const sign = text.indexOf('=');
  if (sign < 1) throw new UsageError(`--set ${text} is no name=value`);
  return [text.slice(0, sign), text.slice(sign + 1)];
}
