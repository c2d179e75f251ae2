import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print, table } from '../output.ts';
import { moreLines, pageAsked } from '../page.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const { items: files, next } = await call('GET /admin/files', {
    query: {
      partner: input.option('partner'),
      date: input.option('date'),
      ...pageAsked(input),
    },
  });
  print(input, { files, next }, () =>
    files.length === 0
      ? ['No files yet; they are made at 09:00 on the day after.']
      : [
          ...table(
            [
              ['partner', 'name', 'rows', 'bytes', 'made'],
              ...files.map(({ partner, name, rows, size, madeAt }) =>
                [partner, name, rows, size, madeAt].map(String),
              ),
            ],
            [2, 3],
          ),
          ...moreLines(next),
        ],
  );
}
