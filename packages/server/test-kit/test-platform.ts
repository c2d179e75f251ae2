/** A platform over a test's database, with parts of the test's own where it has any. */
import { idSource } from '@sampan/primitives';
import { systemClock, systemRandom, systemTimers } from '@sampan/primitives/node';
import { BusinessClock, connectTo } from '#database';
import { httpTransport, sandboxSettings } from '#notification';
import { openPlatform, type Platform, type PlatformParts } from '#platform';
import { createFileWriter, type FileFolder, type FileWriter } from '#statement';
import { testPlatformKeys, testSecrets } from './test-secrets.ts';

export type TestParts = Partial<PlatformParts> & { readonly url: string };

export function testPlatform({ url, ...given }: TestParts): Promise<Platform> {
  const { random = systemRandom } = given;
  return openPlatform({
    connect: connectTo({ url }),
    clock: new BusinessClock(systemClock),
    timers: systemTimers,
    random,
    ids: idSource(random),
    secrets: testSecrets,
    keys: testPlatformKeys,
    lanes: 1,
    transport: httpTransport(),
    notification: sandboxSettings,
    ...given,
  });
}

/** Writes files in this process, of what is booked in that database. */
export const fileWriterHere =
  (url: string) =>
  (folder: FileFolder): FileWriter =>
    createFileWriter({ connection: { url, name: 'test files' }, folder });
