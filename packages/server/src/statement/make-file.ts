import type { Instant } from '@sampan/primitives';
import type { Connection } from '#database';
import { readFile, registerFile } from './file-registry.postgres.ts';
import { type FileOrder, type FileSum, nameOf, type PartnerFile, sameSum } from './partner-file.ts';
import { type FileWriter, fileDiffers } from './write-file.ts';

/** Creates and registers files. */
export class FileMaker {
  readonly #writer: FileWriter;

  constructor(writer: FileWriter) {
    this.#writer = writer;
  }

  /**
   * Creates and registers a file. It is complete on disk before it is registered, so after a crash
   * in between it is created again, with the same bytes under the same name. Two processes may
   * create it at once: both write the same bytes, and either may register it.
   */
  async make(connection: Connection, order: FileOrder, madeAt: Instant): Promise<PartnerFile> {
    const name = nameOf(order);
    const known = await readFile(connection, order.partnerId, name);
    const made = { ...order, ...(await this.#writer.write(order, known)), name, madeAt };
    const registered = await registerFile(connection, made);
    if (!sameSum(registered, made)) throw fileDiffers(registered, made);
    return registered;
  }

  /** Creates a registered file again that this disk has lost. */
  async makeAgain(file: PartnerFile): Promise<void> {
    await this.#writer.write(file, file);
  }

  /** Computes what the file would contain now; nothing is written. */
  sum(order: FileOrder): Promise<FileSum> {
    return this.#writer.sum(order);
  }
}
