import { createHash } from 'node:crypto';
import type { Instant } from '@sampan/primitives';
import { fileBytes, standardForm } from '@sampan/protocol';
import type { Connection, ConnectionOptions } from '#database';
import type { Draft, FileFolder } from './file-folder.ts';
import { fileLines } from './file-lines.ts';
import { readFile, registerFile } from './file-registry.postgres.ts';
import { withBooked } from './file-rows.postgres.ts';
import { type FileOrder, type FileSum, nameOf, type PartnerFile, sameSum } from './partner-file.ts';

/** What was made is not what was registered when the file was first made: somebody changed the books. */
export class FileDiffers extends Error {
  override readonly name = 'FileDiffers';

  constructor(file: PartnerFile, made: FileSum) {
    super(
      `${file.name} was made with ${file.rows} rows, ${file.size} bytes, SHA-256 ${file.sha256}; ` +
        `what is booked now makes ${made.rows} rows, ${made.size} bytes, SHA-256 ${made.sha256}`,
    );
  }
}

export interface FileMakerOptions {
  /** For connections of one's own, one for each file. */
  readonly connection: ConnectionOptions;
  readonly folder: Pick<FileFolder, 'draft'>;
}

/** Makes files out of what is booked. The same file has the same bytes whenever it is made. */
export class FileMaker {
  readonly #options: FileMakerOptions;

  constructor(options: FileMakerOptions) {
    this.#options = options;
  }

  /**
   * Makes a file and registers it. The file lies complete on the disk before it is registered, so
   * whoever dies in between has it made once more, with the same bytes under the same name. Two
   * processes may make it at once: whichever registers it first, both have the same.
   */
  async make(connection: Connection, order: FileOrder, madeAt: Instant): Promise<PartnerFile> {
    const name = nameOf(order);
    const known = await readFile(connection, order.partnerId, name);
    const sum = await this.#write(order, known);
    const made = { ...order, ...sum, name, madeAt };
    const registered = await registerFile(connection, made);
    if (!sameSum(registered, made)) throw new FileDiffers(registered, made);
    return registered;
  }

  /** Makes a registered file again, which this disk has lost. */
  async makeAgain(file: PartnerFile): Promise<void> {
    await this.#write(file, file);
  }

  /** What the file would come to if it were made now; nothing is written. */
  async sum(order: FileOrder): Promise<FileSum> {
    return this.#fill(order, { write: async () => undefined });
  }

  async #write(order: FileOrder, known: PartnerFile | undefined): Promise<FileSum> {
    const draft = await this.#options.folder.draft(order.partnerId, nameOf(order));
    try {
      const sum = await this.#fill(order, draft);
      if (known && !sameSum(known, sum)) throw new FileDiffers(known, sum);
      await draft.keep();
      return sum;
    } catch (error) {
      // The first failure says what went wrong.
      await draft.discard().catch(() => undefined);
      throw error;
    }
  }

  #fill(order: FileOrder, draft: Pick<Draft, 'write'>): Promise<FileSum> {
    return withBooked(this.#options.connection, order, async (booked) => {
      const hash = createHash('sha256');
      let size = 0;
      for await (const lines of fileLines(booked)) {
        const bytes = fileBytes(lines, standardForm);
        hash.update(bytes);
        size += bytes.length;
        await draft.write(bytes);
      }
      const rows = booked.totals.reduce((sum, { items }) => sum + items, 0);
      return { rows, size, sha256: hash.digest('hex') };
    });
  }
}
