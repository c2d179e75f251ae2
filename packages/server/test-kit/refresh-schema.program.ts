/** Writes `schema.sql` anew, from the migrations. */
import { writeFile } from 'node:fs/promises';
import { dumpSchema } from './schema-dump.ts';
import { createTestDatabase } from './test-database.ts';

const database = await createTestDatabase();
await writeFile(new URL('../schema.sql', import.meta.url), await dumpSchema(database.ownerUrl));
await database.drop();
