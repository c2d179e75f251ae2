/** Files for a partner's finance department: transaction files and settlement files. */
export { FileFolder } from './file-folder.ts';
export { FileJobs, type FileJobsOptions, type FilesMade } from './file-jobs.ts';
export { RowsNotAsBooked } from './file-lines.ts';
export { type FileFilter, removeOldListings } from './file-registry.postgres.ts';
export { createFiles, type Files, type FilesOptions } from './files.ts';
export { readFilesNotMade } from './files-not-made.postgres.ts';
export { listFiles } from './list-files.postgres.ts';
export { FileMaker } from './make-file.ts';
export type { FileOrder, FileSum, PartnerFile } from './partner-file.ts';
export { removeUnlisted } from './remove-unlisted.ts';
export { type OpenFile, Shelf, type ShelfOptions } from './shelf.ts';
export { type FileBroken, verifyFiles } from './verify-files.ts';
export {
  createFileWriter,
  FileDiffers,
  type FileWriter,
  type FileWriterOptions,
} from './write-file.ts';
