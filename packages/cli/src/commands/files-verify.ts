import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

/** Exit code 1 when what is booked no longer makes a file that a partner may have fetched. */
export async function run(input: Input): Promise<number | undefined> {
  const { call } = await findOperations(input);
  const answer = await call('POST /admin/files/verify', {
    body: { partner: input.option('partner'), date: input.option('date') },
  });
  const { verified, broken } = answer;
  print(input, answer, () =>
    broken.length === 0
      ? [`What is booked makes every file as it was (${verified}).`]
      : [
          'What is booked no longer makes:',
          ...broken.map(({ name, sha256 }) => `  ${name}, SHA-256 ${sha256}`),
        ],
  );
  return broken.length === 0 ? undefined : 1;
}
