import { RowsNotAsBooked } from './file-lines.ts';
import type { FileMaker } from './make-file.ts';
import { type FileSum, type PartnerFile, sameSum } from './partner-file.ts';

/** A registered file that what is booked no longer makes. */
export interface FileBroken {
  readonly file: PartnerFile;
  /** What is booked now comes to; undefined when no file can be made of it. */
  readonly made: FileSum | undefined;
}

/** Makes files again out of what is booked, writing nothing, and answers those that come out different. */
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
