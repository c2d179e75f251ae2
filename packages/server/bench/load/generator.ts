import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../test-kit/program.ts';
import type { Load, LoadResult } from './load.ts';

const source = new URL('./generator.program.ts', import.meta.url);

/** A load generator in a process of its own. It is kept, so that it is as warm as the server. */
export class Generator {
  readonly #child: ChildProcess;

  constructor() {
    const { file, flags } = program(source);
    this.#child = fork(file, { execArgv: [...flags], serialization: 'advanced' });
  }

  /** Opens the connections of a load; what is measured is measured around `go`. */
  async prepare(load: Load): Promise<{ go(): Promise<LoadResult> }> {
    await this.#exchange(load);
    return {
      go: async () => {
        const result = (await this.#exchange('go')) as LoadResult;
        const { unexpected, firstUnexpected } = result;
        if (unexpected > 0) {
          throw new Error(`${unexpected} unexpected replies, first: ${firstUnexpected}`);
        }
        return result;
      },
    };
  }

  async drive(load: Load): Promise<LoadResult> {
    return (await this.prepare(load)).go();
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async #exchange(message: Load | 'go'): Promise<unknown> {
    const ended = new AbortController();
    const { signal } = ended;
    const failed = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error('the load generator has ended');
    });
    try {
      const answered = once(this.#child, 'message', { signal });
      this.#child.send(message);
      const [answer] = await Promise.race([answered, failed]);
      return answer;
    } finally {
      failed.catch(() => undefined);
      ended.abort();
    }
  }
}
