import { RowsNotAsBooked } from './file-lines.ts';
import type { FileMaker } from './make-file.ts';
import { type FileSum, type PartnerFile, sameSum } from './partner-file.ts';

/** A registered file that the bookings no longer reproduce. */
export interface FileBroken {
  readonly file: PartnerFile;
  /** What the bookings produce now; undefined when no file can be made. */
  readonly made: FileSum | undefined;
}

/** Computes files again from the bookings, without writing, and returns those that differ. */
export async function verifyFiles(
  files: readonly PartnerFile[],
  maker: Pick<FileMaker, 'sum'>,
): Promise<readonly FileBroken[]> {
  const broken: FileBroken[] = [];
  for (const file of files) {
    const made = await maker.sum(file).catch(unlessRowsAreMissing);
    if (!made || !sameSum(made, file)) broken.push({ file, made });
  }
  return broken;
}

function unlessRowsAreMissing(error: unknown): undefined {
  if (!(error instanceof RowsNotAsBooked)) throw error;
}
