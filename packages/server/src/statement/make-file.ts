import type { Instant } from '@sampan/primitives';
import type { Connection } from '#database';
import { readFile, registerFile } from './file-registry.postgres.ts';
import { type FileOrder, type FileSum, nameOf, type PartnerFile, sameSum } from './partner-file.ts';
import { type FileWriter, fileDiffers } from './write-file.ts';

/** Makes files and registers them. */
export class FileMaker {
  readonly #writer: FileWriter;

  constructor(writer: FileWriter) {
    this.#writer = writer;
  }

  /**
   * Makes a file and registers it. The file lies complete on the disk before it is registered, so
   * whoever dies in between has it made once more, with the same bytes under the same name. Two
   * processes may make it at once: whichever registers it first, both have the same.
   */
  async make(connection: Connection, order: FileOrder, madeAt: Instant): Promise<PartnerFile> {
    const name = nameOf(order);
    const known = await readFile(connection, order.partnerId, name);
    const made = { ...order, ...(await this.#writer.write(order, known)), name, madeAt };
    const registered = await registerFile(connection, made);
    if (!sameSum(registered, made)) throw fileDiffers(registered, made);
    return registered;
  }

  /** Makes a registered file again, which this disk has lost. */
  async makeAgain(file: PartnerFile): Promise<void> {
    await this.#writer.write(file, file);
  }

  /** What the file would come to if it were made now; nothing is written. */
  sum(order: FileOrder): Promise<FileSum> {
    return this.#writer.sum(order);
  }
}
