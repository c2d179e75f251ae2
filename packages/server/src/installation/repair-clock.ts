/** Works on the database itself: the server's role cannot take back a closed day. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolderPath, type Input, pairs, print } from '@sampan/cli';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import { offsetTime } from '@sampan/primitives';
import { connect } from '#database';
import { type BusinessTime, repairTime } from '#settlement';
import { prepareDataFolder } from './data-folder.ts';

export async function repairClock(input: Input): Promise<undefined> {
  const { url, stop } = await openDatabase(input);
  try {
    const connection = await connect({
      url,
      name: 'sampan clock repair',
      patience: 'long',
      lockTimeoutMs: 5_000,
    });
    try {
      const repair = await repairTime(connection);
      if (repair.outcome === 'servers-run') {
        throw new Error('Servers still use this database; stop them all, then repair its time');
      }
      const { outcome, before, after, now, datedLater } = repair;
      const answer = {
        repaired: outcome === 'repaired',
        now: offsetTime(now),
        ...{ before: timeView(before), after: timeView(after) },
        ...(datedLater !== undefined && { datedLater: offsetTime(datedLater) }),
      };
      print(input, answer, () => [
        outcome === 'repaired' ? 'Business time is put right.' : 'There is nothing to put right.',
        ...pairs([
          ['now', answer.now],
          ['closed through', changed(before.closedThrough, after.closedThrough)],
          ['moved (ms)', changed(before.offset, after.offset)],
          ['dated later', answer.datedLater],
        ]),
      ]);
    } finally {
      await connection.close();
    }
  } finally {
    await stop();
  }
}

/** The owner's: the operator's own database, or the one in the data folder. */
async function openDatabase(input: Input) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = input.environment;
  if (url) return { url: ownerUrl || url, stop: async () => undefined };
  const folder = await prepareDataFolder(dataFolderPath(input.option('data')));
  if (!existsSync(join(folder, 'postgres'))) throw new Error(`There is no database in ${folder}`);
  const postgres = await startEmbeddedPostgres({ folder });
  return { url: postgres.ownerUrl, stop: () => postgres.stop() };
}

const timeView = ({ closedThrough, offset }: BusinessTime) => ({
  closedThrough: closedThrough ?? null,
  offsetMs: offset,
});

const changed = (before: unknown, after: unknown): string | undefined => {
  if (after === undefined || (before === after && after === 0)) return undefined;
  return before === after ? String(after) : `${after} (was ${before})`;
};
