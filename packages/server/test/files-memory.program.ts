/**
 * Makes one file in a process of its own. Arguments: the database's URL, the folder, the partner, the
 * day. Prints rows, size and the most memory that the process has had.
 */
import type { BusinessDate, PartnerId } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import { connect } from '#database';
import { createFileWriter, FileFolder, FileMaker } from '#statement';

const [url = '', root = '', partnerId, day] = process.argv.slice(2);
const maker = new FileMaker(
  createFileWriter({ connection: { url, name: 'files' }, folder: new FileFolder(root) }),
);
const connection = await connect({ url, name: 'files' });
const order = {
  partnerId: partnerId as PartnerId,
  kind: 'transaction',
  day: day as BusinessDate,
} as const;
const { rows, size } = await maker.make(connection, order, systemClock.now());
await connection.close();
const residentMb = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(`${JSON.stringify({ rows, size, residentMb })}\n`);
