import type { Input } from '../parse.ts';
import { findOperations } from './operations-client.ts';
import { given, list, print, table } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const names = { partner: 'partner', date: 'date', limit: 'limit' };
  const asked = given(input, names) as Record<string, string>;
  const answer = await operations.get(`/admin/files?${new URLSearchParams(asked)}`);
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
