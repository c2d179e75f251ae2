/** Compares a day's transaction file with the till's own store, both ways. */
import { createReadStream } from 'node:fs';
import { reconcile } from '@sampan/sdk/files';
import { openPartner } from './partner.ts';

const { partner, store, close } = await openPartner();
const [path = ''] = process.argv.slice(2);

const { days, rows, breaks } = await reconcile({
  store,
  partner: partner.id,
  file: createReadStream(path),
});
console.log(`${days.join(', ')}: ${rows} rows, ${breaks.length} breaks`);
for (const { kind, id, line, here, there } of breaks) {
  console.log(
    `${kind} ${id}: here ${here ?? '-'}, in the file ${there ?? '-'} (line ${line ?? '-'})`,
  );
}
process.exitCode = breaks.length === 0 ? 0 : 1;
await close();
