/** The operations API over real sockets, on a world whose time stands still until it is moved. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, createOperations, type Jobs, ReplyNotAsDeclared } from '#app-api';
import { BusinessClock, type BusinessClockOptions } from '#database';
import type { Notifier } from '#notification';
import type { Files } from '#statement';
import { fileWriterHere, type TestWorld, testWorld } from '#test-kit';

export interface Told {
  readonly status: number;
  readonly text: string;
  /** The JSON object; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The error's code, message and field, when it is one. */
  readonly error: Readonly<Record<string, unknown>> | undefined;
}

export interface OperationsWorld extends TestWorld {
  readonly port: number;
  /** What the API has told its operator. */
  readonly failures: unknown[];
  /** Works only on demand. */
  readonly notifier: Notifier;
  /** Nothing runs by the clock unless a test says so. */
  readonly jobs: { -readonly [Name in keyof Jobs]: Jobs[Name] };
  /** Over a folder of their own. */
  readonly files: Files;
  get(path: string, headers?: Headers): Promise<Told>;
  /** Sends an object as JSON, a text as it is. */
  post(path: string, body?: unknown, headers?: Headers): Promise<Told>;
  put(path: string, body?: unknown): Promise<Told>;
  patch(path: string, body?: unknown): Promise<Told>;
  remove(path: string): Promise<Told>;
  /** Sends a text as JSON, whatever it is. */
  sendJson(method: string, path: string, text: string): Promise<Told>;
}

type Headers = Readonly<Record<string, string>>;

export async function operationsWorld(
  access: Access = { kind: 'sandbox' },
  openConnection?: () => Promise<never>,
  bound?: BusinessClockOptions['bound'],
): Promise<OperationsWorld> {
  const failures: unknown[] = [];
  const onError = (error: unknown) => failures.push(error);
  const pretends = access.kind === 'sandbox';
  const world = await testWorld({ onFailure: onError, pretends });
  const platform = bound
    ? await world.open({ clock: new BusinessClock(world.machine, { bound }) })
    : world.platform;
  const jobs: OperationsWorld['jobs'] = {
    nextDue: async () => undefined,
    runDue: async () => undefined,
    run: async () => ({ counts: {}, waitsFor: [] }),
    status: async () => [],
  };
  const filesFolder = await mkdtemp(join(tmpdir(), 'sampan-files-'));
  const files = platform.files({ folder: filesFolder, writer: fileWriterHere(world.url) });
  const server = createOperations({
    ...platform,
    lists: platform.readers.lists,
    ...{ jobs, files, access, onError },
    ...(openConnection && { openConnection }),
    gatewayUrl: () => 'http://127.0.0.1:1/gateway.do',
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: '' }),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return {
    ...world,
    port,
    failures,
    notifier: platform.notifier,
    jobs,
    files,
    get: (path, headers = {}) => ask(port, 'GET', path, headers),
    post(path, body, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      return ask(port, 'POST', path, { ...type, ...headers }, text);
    },
    put: (path, body) =>
      ask(port, 'PUT', path, { 'content-type': 'application/json' }, JSON.stringify(body)),
    patch: (path, body) =>
      ask(port, 'PATCH', path, { 'content-type': 'application/json' }, JSON.stringify(body)),
    remove: (path) => ask(port, 'DELETE', path, {}),
    sendJson: (method, path, text) =>
      ask(port, method, path, { 'content-type': 'application/json' }, text),
    async close() {
      await server.close();
      await world.close();
      await rm(filesFolder, { recursive: true, force: true });
      const undeclared = failures.filter((error) => error instanceof ReplyNotAsDeclared);
      assert.deepEqual(undeclared, [], 'every reply is as @sampan/api declares it');
    },
  };
}

function ask(
  port: number,
  method: string,
  path: string,
  headers: Headers,
  body?: string,
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const body = text.startsWith('{') ? JSON.parse(text) : {};
        resolve({ status: response.statusCode ?? 0, text, body, error: body.error });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
