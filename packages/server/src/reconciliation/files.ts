import type { Timers } from '@sampan/primitives';
import { type ConnectionOptions, connect, type Reader } from '#database';
import { FileFolder } from './file-folder.ts';
import { FileJobs } from './file-jobs.ts';
import { FileMaker } from './make-file.ts';
import { Shelf } from './shelf.ts';

/** All that makes partners' files, keeps them, and shows them. */
export interface Files {
  readonly maker: FileMaker;
  readonly jobs: FileJobs;
  readonly shelf: Shelf;
}

export interface FilesOptions {
  /** Where files lie on this host; a folder that nothing else is in. */
  readonly folder: string;
  readonly reader: Reader;
  /** For connections of one's own. */
  readonly connection: ConnectionOptions;
  readonly timers: Timers;
}

export function createFiles({ folder: root, reader, connection, timers }: FilesOptions): Files {
  const folder = new FileFolder(root);
  const maker = new FileMaker({ connection, folder });
  const openConnection = () => connect(connection);
  return {
    maker,
    jobs: new FileJobs({ reader, maker, openConnection, timers }),
    shelf: new Shelf({ reader, folder, maker }),
  };
}
