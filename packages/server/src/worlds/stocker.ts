import { type Random, secret } from '@sampan/primitives';
import { hashSecret } from '@sampan/primitives/node';
import { connectTo } from '#database';
import type { SealedPlace } from '#secrets';
import { urlsOf } from './databases.postgres.ts';
import { type HashedPin, type Stock, stock } from './stock.ts';
import type { WorldsParts } from './worlds-parts.ts';

const placeOf = (database: string): SealedPlace => ['sampan_worlds', 'stock', database];

/** What is written before a database counts as a spare reaches the disk with the word that it does. */
const settings = { synchronous_commit: 'off' };

/** Stocks new databases. What is in one lies sealed in the catalogue until a world is made of it. */
export function stocker(parts: WorldsParts) {
  const { secrets, random, signal } = parts;
  let drawn: Promise<HashedPin> | undefined;
  const draw = () => {
    drawn ??= drawPin(random);
    return drawn;
  };
  return {
    draw,
    async fill(cloned: Promise<string>): Promise<string> {
      const [pin, database] = await Promise.all([draw(), cloned]);
      const { url } = urlsOf(parts.database, database);
      const onConnection = (_name: string, change: 1 | -1) =>
        parts.onConnection('sampan world', change);
      const connect = connectTo({ url, signal, onConnection });
      const connection = await connect({ name: 'sampan worlds', settings });
      try {
        const text = JSON.stringify(await stock(connection, { ...parts, pin }));
        return secrets.seal(text, placeOf(database), secrets.preferred);
      } finally {
        await connection.close();
      }
    },
    read(database: string, sealed: string): Stock {
      return JSON.parse(secrets.open(sealed, placeOf(database)).reveal());
    },
  };
}

/** Hashing takes long, so the wallets that one process stocks have the same. */
async function drawPin(random: Random): Promise<HashedPin> {
  const pin = random.digits(6);
  return { pin, hash: await hashSecret(secret(pin), random) };
}
