import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { list, print, table } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const asked = new URLSearchParams(input.fields());
  const answer = await operations.get(`/admin/files?${asked}`);
  const files = list(answer, 'files');
  print(input, answer, () =>
    files.length === 0
      ? ['No files yet; they are made at 09:00 on the day after.']
      : table(
          [
            ['partner', 'name', 'rows', 'bytes', 'made'],
            ...files.map(({ partner, name, rows, size, madeAt }) =>
              [partner, name, rows, size, madeAt].map(String),
            ),
          ],
          [2, 3],
        ),
  );
}
