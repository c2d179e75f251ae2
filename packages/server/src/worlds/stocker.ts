import type { SealedPlace } from '#secrets';
import { urlsOf } from './databases.postgres.ts';
import { openWorldPlatform } from './open-world.ts';
import { type Stock, stock } from './stock.ts';
import type { WorldsParts } from './worlds-parts.ts';

const placeOf = (database: string): SealedPlace => ['sampan_worlds', 'stock', database];

/** Stocks new databases. What is in one lies sealed in the catalogue until a world is made of it. */
export function stocker(parts: WorldsParts) {
  const { secrets } = parts;
  return {
    async fill(database: string): Promise<string> {
      const urls = urlsOf(parts.database, database);
      const platform = await openWorldPlatform(parts, { name: database, urls });
      try {
        const text = JSON.stringify(await stock(platform));
        return secrets.seal(text, placeOf(database), secrets.preferred);
      } finally {
        await platform.close();
      }
    },
    read(database: string, sealed: string): Stock {
      return JSON.parse(secrets.open(sealed, placeOf(database)).reveal());
    },
  };
}
