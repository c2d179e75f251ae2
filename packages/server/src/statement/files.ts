import type { Timers } from '@sampan/primitives';
import { type ConnectionOptions, connect, type Reader } from '#database';
import { FileFolder } from './file-folder.ts';
import { FileJobs } from './file-jobs.ts';
import { FileMaker } from './make-file.ts';
import { Shelf } from './shelf.ts';
import { createFileWriter, type FileWriter } from './write-file.ts';

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
  /** For connections of one's own. */
  readonly connection: ConnectionOptions;
  /** By default in this process. */
  readonly writer?: FileWriter;
  readonly timers: Timers;
}

export function createFiles(options: FilesOptions): Files {
  const { reader, connection, timers } = options;
  const folder = new FileFolder(options.folder);
  const maker = new FileMaker(options.writer ?? createFileWriter({ connection, folder }));
  const openConnection = () => connect({ ...connection, patience: 'long' });
  return {
    maker,
    jobs: new FileJobs({ reader, maker, openConnection, timers }),
    shelf: new Shelf({ reader, folder, maker }),
    folder,
  };
}
