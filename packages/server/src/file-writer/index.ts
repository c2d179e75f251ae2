/** The process that writes partners' files: the server's side of it, and its own. */
export { writeFiles } from './write-files.ts';
export { type WriterProcess, writerProcess } from './writer-process.ts';
