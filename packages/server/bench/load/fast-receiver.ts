import { fork } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../test-kit/program.ts';

const source = new URL('./fast-receiver.program.ts', import.meta.url);

export interface FastReceiver {
  readonly url: string;
  /** Resolves when so many more are acknowledged. */
  hasGot(more: number): Promise<void>;
  close(): void;
}

/** A partner's server in a process of its own, which acknowledges everything at once. */
export async function openReceiver(): Promise<FastReceiver> {
  const { file, flags } = program(source);
  const child = fork(file, { execArgv: [...flags] });
  const [port] = (await once(child, 'message')) as [number];
  let expected = 0;
  return {
    url: `http://127.0.0.1:${port}/notify`,
    async hasGot(more) {
      expected += more;
      child.send(expected);
      await once(child, 'message');
    },
    close: () => child.disconnect(),
  };
}
