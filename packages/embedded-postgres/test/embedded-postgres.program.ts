/** Starts PostgreSQL, prints its process number, and stops it when the standard input closes. */
import { startEmbeddedPostgres } from '../src/index.ts';

const [folder = '', settings = '{}'] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({
  folder,
  settings: JSON.parse(settings) as Record<string, string>,
});
process.stdout.write(`${postgres.pid}\n`);
process.stdin.resume();
process.stdin.on('end', () => void postgres.stop());
