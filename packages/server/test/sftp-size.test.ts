/**
 * Goal: a file of any size is fetched byte for byte, in constant memory.
 * Method: a file that exists in memory only, fetched with 64 outstanding reads and discarded.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { connectSftp } from '../../sftp-server/test/sftp-client.ts';
import { pattern, type SftpWorld, sftpWorld } from './sftp-world.ts';

const size = 200_000_000;
const piece = 32_768;
const underWay = 64;

let world: SftpWorld;
let partner: PartnerId;
before(async () => {
  world = await sftpWorld();
  partner = await world.user();
  world.shelf.putLarge(partner, 'large.bin', size);
});
after(() => world.close());

test('200 MB take no more than some pieces of them', async () => {
  const client = await connectSftp(world.port, partner);
  const handle = await client.open('/download/large.bin');
  const startBytes = process.memoryUsage().rss;
  let peakBytes = startBytes;
  let next = 0;
  let received = 0;
  const fetchPieces = async (): Promise<void> => {
    while (next < size) {
      const at = next;
      next += piece;
      const length = Math.min(piece, size - at);
      const bytes = await client.read(handle, at, length);
      assert.ok(bytes.equals(pattern(at, length)), `${length} bytes from ${at}`);
      received += bytes.length;
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    }
  };
  await Promise.all(Array.from({ length: underWay }, fetchPieces));
  await client.close(handle);
  await client.end();
  assert.equal(received, size);
  const grown = peakBytes - startBytes;
  // Of client and server together, garbage included.
  assert.ok(grown < 120_000_000, `${grown} bytes more than before`);
});

test('two clients at once are both served', async () => {
  const clients = await Promise.all([1, 2].map(() => connectSftp(world.port, partner)));
  const [first, second] = clients;
  assert.ok(first && second);
  const handles = await Promise.all(clients.map((client) => client.open('large.bin')));
  const [one, two] = handles;
  assert.ok(one && two);
  for (let at = 0; at < 2_000_000; at += piece) {
    const [left, right] = await Promise.all([
      first.read(one, at, piece),
      second.read(two, at + 1, piece),
    ]);
    assert.ok(left.equals(pattern(at, piece)) && right.equals(pattern(at + 1, piece)));
  }
  await Promise.all(clients.map((client) => client.end()));
});
