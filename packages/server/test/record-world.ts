/** A sandbox with a record: the gateway, the operations API over the same world, and its typed client. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import type { OperationsApi } from '@sampan/api';
import { type Client, createClient } from '@sampan/api/client';
import { runCommand } from '@sampan/cli';
import { type Access, createOperations } from '#app-api';
import { closeHttpPort } from '#ports';
import { sampan as program } from '../src/main/commands.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

export interface RecordWorld extends GatewayWorld {
  readonly admin: string;
  readonly call: Client<OperationsApi>;
  /** Runs a command of the command line in this process. */
  sampan(words: readonly string[], stdout?: Writable): Promise<Ran>;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function recordWorld(access: Access = { kind: 'sandbox' }): Promise<RecordWorld> {
  const isSandbox = access.kind === 'sandbox';
  const world = await gatewayWorld({
    sandbox: true,
    ...(isSandbox && { recordsExchanges: true, pretends: true }),
  });
  const { platform } = world;
  const failures: unknown[] = [];
  const unused = (): never => assert.fail('not used here');
  const operations = createOperations({
    ...platform,
    lists: platform.readers.lists,
    jobs: { nextDue: unused, runDue: unused, run: unused, status: unused },
    files: { shelf: { find: unused, open: unused }, maker: { sum: unused } },
    access,
    gatewayUrl: () => `http://127.0.0.1:${world.port}/gateway.do`,
    onError: (error) => failures.push(error),
  });
  await operations.listen({ port: 0, host: '127.0.0.1' });
  const { port } = operations.server.address() as AddressInfo;
  const admin = `http://127.0.0.1:${port}`;
  return {
    ...world,
    admin,
    call: createClient<OperationsApi>({
      url: admin,
      fetch,
      headers: access.kind === 'token' ? { authorization: `Bearer ${access.token.reveal()}` } : {},
    }),
    async sampan(words, given) {
      const [stdout, stderr] = [written(), written()];
      const code = await runCommand(program, [...words, '--admin', admin], {
        stdout: given ?? stdout.stream,
        stderr: stderr.stream,
        environment: {},
      });
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    },
    async close() {
      await closeHttpPort(operations, platform.timers);
      await world.close();
      assert.deepEqual(failures, [], 'every reply is as @sampan/api declares it');
    },
  };
}

function written() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}
