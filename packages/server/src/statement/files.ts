import type { Timers } from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { FileFolder } from './file-folder.ts';
import { FileJobs } from './file-jobs.ts';
import { FileMaker } from './make-file.ts';
import { Shelf } from './shelf.ts';
import type { FileWriter } from './write-file.ts';

/** All that makes partners' files, keeps them, and shows them. */
export interface Files {
  readonly maker: FileMaker;
  readonly jobs: FileJobs;
  readonly shelf: Shelf;
  readonly folder: FileFolder;
}

export interface FilesOptions {
  /** Where files lie on this host; a folder that nothing else is in. */
  readonly folder: string;
  readonly reader: Reader;
  /** Opens a connection of one's own, whose statements may take long. */
  readonly openConnection: () => Promise<Connection>;
  /** Turns what is booked into files in that folder, in this process or in one of its own. */
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
