import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { answered } from './notification-lines.ts';

/** Exit code 1 when the receiver has not acknowledged it. */
export async function run(input: Input): Promise<number | undefined> {
  const { call } = await findOperations(input);
  const params = { id: input.argument('ID') };
  const sent = await call('POST /admin/notifications/:id/resend', { params });
  print(input, sent, () =>
    pairs([
      ['notification', sent.notifyId],
      ['result', sent.result],
      ['answered', answered(sent)],
    ]),
  );
  return sent.result === 'acknowledged' ? undefined : 1;
}
