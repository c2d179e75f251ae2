import { createHash } from 'node:crypto';
import { fileBytes, standardForm } from '@sampan/protocol';
import type { ConnectionOptions } from '#database';
import type { Draft, FileFolder } from './file-folder.ts';
import { fileLines } from './file-lines.ts';
import { withBooked } from './file-rows.postgres.ts';
import { type FileOrder, type FileSum, nameOf, type PartnerFile, sameSum } from './partner-file.ts';

/** The result differs from the registered file: the bookings were changed. */
export class FileDiffers extends Error {
  override readonly name = 'FileDiffers';
}

/** The failure of a file that now comes out as `made`. */
export const fileDiffers = (file: PartnerFile, made: FileSum): FileDiffers =>
  new FileDiffers(
    `${file.name} was made with ${file.rows} rows, ${file.size} bytes, SHA-256 ${file.sha256}; ` +
      `what is booked now makes ${made.rows} rows, ${made.size} bytes, SHA-256 ${made.sha256}`,
  );

/** Turns bookings into bytes, possibly in a separate process. */
export interface FileWriter {
  /** Writes the file to disk, unless it differs from `known`. */
  write(order: FileOrder, known: PartnerFile | undefined): Promise<FileSum>;
  /** Computes what the file would contain; nothing is written. */
  sum(order: FileOrder): Promise<FileSum>;
}

export interface FileWriterOptions {
  /** For dedicated connections, one per file. */
  readonly connection: ConnectionOptions;
  readonly folder: Pick<FileFolder, 'draft'>;
  /** Called between pieces of a file; may rest, so that payments have the machine. */
  readonly giveWay?: () => Promise<void>;
}

/** A writer in this process. The same file always has the same bytes. */
export function createFileWriter({ connection, folder, giveWay }: FileWriterOptions): FileWriter {
  return {
    async write(order, known) {
      const draft = await folder.draft(order.partnerId, nameOf(order));
      try {
        const sum = await fill(order, draft);
        if (known && !sameSum(known, sum)) throw fileDiffers(known, sum);
        await draft.keep();
        return sum;
      } catch (error) {
        // The first failure has the cause.
        await draft.discard().catch(() => undefined);
        throw error;
      }
    },
    sum: (order) => fill(order, { write: async () => undefined }),
  };

  function fill(order: FileOrder, draft: Pick<Draft, 'write'>): Promise<FileSum> {
    return withBooked(connection, order, async (booked) => {
      const hash = createHash('sha256');
      let size = 0;
      for await (const lines of fileLines(booked)) {
        const bytes = fileBytes(lines, standardForm);
        hash.update(bytes);
        size += bytes.length;
        await draft.write(bytes);
        await giveWay?.();
      }
      const rows = booked.totals.reduce((sum, { items }) => sum + items, 0);
      return { rows, size, sha256: hash.digest('hex') };
    });
  }
}
