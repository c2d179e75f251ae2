/** Opens the files of partners on this host, and the process that writes them when it is needed. */
import { join } from 'node:path';
import { writerProcess } from '#file-writer';
import type { Platform, SharedFiles } from '#platform';
import type { Opened } from '#shutdown';

export function openFiles(
  platform: Platform,
  { url, dataFolder }: { readonly url: string; readonly dataFolder: string },
  opened: Opened,
): SharedFiles {
  const folder = join(dataFolder, 'files');
  const writer = writerProcess({ url, folder, timers: platform.timers });
  opened.foundation('the process that writes files', () => writer.close());
  // What it is asked over another connection than ours ends as well.
  opened.signal.addEventListener('abort', () => void writer.close());
  return platform.files({ folder, writer: () => writer });
}
