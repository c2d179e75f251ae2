/** Opens the SQLite store whose path it is given, writes to it, and holds it until its input ends. */
import { once } from 'node:events';
import { sqliteStore } from '@sampan/sdk/sqlite';
import Database from 'libsql';

const store = sqliteStore(new Database(process.argv[2] ?? ''));
await store.write('held', 'by the first', true);
process.stdout.write('open\n');
process.stdin.resume();
await once(process.stdin, 'end');
await store.close();
