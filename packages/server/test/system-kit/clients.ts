/** Several client processes that send their requests at the same time. */
import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { program } from '#test-kit';
import type { Asked } from '../gateway-world.ts';
import type { FromClient, ToClient } from './client.program.ts';
import type { Account, Reply } from './till.ts';

export interface Answered {
  readonly asked: Asked;
  readonly reply: Reply;
}

export interface Clients {
  /** Sends each list from a process of its own, everything at once. */
  send(
    account: Account,
    lists: readonly (readonly Asked[])[],
  ): Promise<{ readonly answered: readonly (readonly Answered[])[]; readonly openAtFirst: number }>;
  close(): void;
}

const { file, flags } = program(new URL('./client.program.ts', import.meta.url));

export function startClients(count: number): Clients {
  const clients = Array.from({ length: count }, () => fork(file, { execArgv: [...flags] }));
  return {
    async send(account, lists) {
      const heard = clients.map(listen);
      lists.forEach((requests, index) => {
        say(clients[index], { word: 'prepare', account, requests });
      });
      await Promise.all(heard.map((next) => next('prepared')));
      for (const client of clients) say(client, { word: 'go' });
      const done = await Promise.all(heard.map((next) => next('done')));
      return {
        answered: done.map(({ replies }, index) =>
          (lists[index] ?? []).map((asked, at) => ({ asked, reply: replies[at] as Reply })),
        ),
        openAtFirst: done.reduce((total, { openAtFirst }) => total + openAtFirst, 0),
      };
    },
    close() {
      for (const client of clients) client.disconnect();
    },
  };
}

function say(client: ChildProcess | undefined, word: ToClient): void {
  client?.send(word);
}

function listen(client: ChildProcess) {
  const words = on(client, 'message', { close: ['exit'] });
  return async <Word extends 'prepared' | 'done'>(
    expected: Word,
  ): Promise<Extract<FromClient, { word: Word }>> => {
    const { value, done } = await words.next();
    if (done) throw new Error('a client process ended');
    const [said] = value as [FromClient];
    if (said.word !== expected) throw new Error(JSON.stringify(said));
    return said as Extract<FromClient, { word: Word }>;
  };
}
