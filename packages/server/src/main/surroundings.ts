import type { Writable } from 'node:stream';

/** What a command writes to and reads from besides its words: the process's own, or a test's. */
export interface Surroundings {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
