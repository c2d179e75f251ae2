import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { list, print } from '../output.ts';

/** Exit code 1 when what is booked no longer makes a file that a partner may have fetched. */
export async function run(input: Input): Promise<number | undefined> {
  const operations = await findOperations(input);
  const asked = input.fields(['partner', 'date']);
  const answer = await operations.post('/admin/files/verify', asked);
  const broken = list(answer, 'broken');
  print(input, answer, () =>
    broken.length === 0
      ? [`What is booked makes every file as it was (${answer['verified']}).`]
      : [
          'What is booked no longer makes:',
          ...broken.map(({ name, sha256 }) => `  ${name}, SHA-256 ${sha256}`),
        ],
  );
  return broken.length === 0 ? undefined : 1;
}
