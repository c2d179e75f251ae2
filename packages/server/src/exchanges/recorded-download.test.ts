/**
 * Goal: a download counts as whole only when every byte of the file was read.
 * Method: a file in memory, read as clients do, through the watched shelf.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import type { FileShelf } from '@sampan/sftp-server';
import { time } from '#test-kit';
import { type Download, recordedDownload, watchedShelf } from './recorded-download.ts';

const partnerId = '2088000000000001' as PartnerId;
const bytes = Buffer.alloc(900, 'a');

const shelf: FileShelf<PartnerId> = {
  list: async () => [],
  open: async (_, name) =>
    name === 'there.txt'
      ? {
          size: bytes.length,
          read: async (offset, length) => bytes.subarray(offset, offset + length),
          close: async () => undefined,
        }
      : undefined,
};

/** Reads these parts, and answers what was recorded. */
async function fetched(
  name: string,
  parts: readonly (readonly [offset: number, length: number])[],
) {
  const downloads: Download[] = [];
  let ms = 0;
  const watched = watchedShelf(shelf, {
    clock: { now: () => time('2026-11-23 09:30') },
    timers: { monotonicMs: () => (ms += 7) },
    onDownload: (download) => downloads.push(download),
  });
  const file = await watched.open(partnerId, name);
  for (const [offset, length] of parts) await file?.read(offset, length);
  assert.deepEqual(downloads, [], 'it is recorded when it is closed');
  await file?.close();
  return downloads.map((each) => recordedDownload(each, 'd1'));
}

test('read to its end: success, with the name and the time', async () => {
  const [recorded] = await fetched('there.txt', [
    [0, 512],
    [512, 512],
  ]);
  assert.equal(recorded?.result, 'success');
  assert.deepEqual(recorded?.request, {
    method: 'GET',
    target: 'there.txt',
    contentType: undefined,
    body: undefined,
  });
  assert.deepEqual(
    [recorded?.kind, recorded?.partnerId, recorded?.at, recorded?.tookMs, recorded?.reply],
    ['download', partnerId, time('2026-11-23 09:30'), 7, undefined],
  );
});

for (const [name, parts, reason] of [
  ['broken off', [[0, 512]], '512 of 900 bytes were read'],
  ['opened only', [], '0 of 900 bytes were read'],
  ['the end alone', [[512, 512]], '0 of 900 bytes were read'],
  [
    'with a gap',
    [
      [0, 100],
      [200, 700],
    ],
    '100 of 900 bytes were read',
  ],
  [
    'the same part twice',
    [
      [0, 450],
      [0, 450],
    ],
    '450 of 900 bytes were read',
  ],
] as const) {
  test(`${name}: failed`, async () => {
    const [recorded] = await fetched('there.txt', parts);
    assert.deepEqual([recorded?.result, recorded?.reason], ['failed', reason]);
  });
}

test('a file that is not there is no download', async () => {
  assert.deepEqual(await fetched('elsewhere.txt', []), []);
});
