import type { Timers } from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { FileFolder } from './file-folder.ts';
import { FileJobs } from './file-jobs.ts';
import { FileMaker } from './make-file.ts';
import { Shelf } from './shelf.ts';
import type { FileWriter } from './write-file.ts';

/** Everything that creates, keeps and shows partners' files. */
export interface Files {
  readonly maker: FileMaker;
  readonly jobs: FileJobs;
  readonly shelf: Shelf;
  readonly folder: FileFolder;
}

export interface FilesOptions {
  /** The folder of files on this host; must contain nothing else. */
  readonly folder: string;
  readonly reader: Reader;
  /** Opens a dedicated connection whose statements may be slow. */
  readonly openConnection: () => Promise<Connection>;
  /** Writes files into that folder, in this process or in its own. */
  readonly writer: (folder: FileFolder) => FileWriter;
  readonly timers: Timers;
}

export function createFiles(options: FilesOptions): Files {
  const { reader, openConnection, timers } = options;
  const folder = new FileFolder(options.folder);
  const maker = new FileMaker(options.writer(folder));
  return {
    maker,
    jobs: new FileJobs({ reader, maker, openConnection, timers }),
    shelf: new Shelf({ reader, folder, maker }),
    folder,
  };
}
