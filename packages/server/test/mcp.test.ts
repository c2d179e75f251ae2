/**
 * Goal: a coding assistant can use a sandbox over the Model Context Protocol, and nothing but a sandbox.
 * Method: `sampan mcp` runs, once as a process, against a real server; JSON-RPC is written to its input line by line,
 * and its output is read. Each tool is called once with what it needs and once with something wrong.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@sampan/cli';
import { secret } from '@sampan/primitives';

import { sampan as program } from '../src/main/commands.ts';
import { recordWorld } from './record-world.ts';
import { type RunningSampan, sampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let assistant: Assistant;
let gateway = '';
let partner = '';
let key = '';

before(async () => {
  server = await startSampan();
  assistant = Assistant.asProcess('--admin', String(server.addresses['admin']));
  await assistant.hello();
  const made = await server.ask('partner', 'create', '--contract', 'hk');
  ({ id: partner, md5Key: key } = made as { id: string; md5Key: string });
  gateway = String(server.addresses['gateway']);
});
after(async () => {
  const { code, stderr } = await assistant.end();
  await server.stop();
  assert.equal(code, 0, 'closing its input ends the process');
  // Of the bad lines below. One that is not even JSON is passed over.
  assert.equal(stderr, 'sampan mcp: a line is not a JSON-RPC message\n');
});

interface Message {
  readonly id?: number;
  readonly result?: {
    readonly content?: readonly { readonly text: string }[];
    readonly isError?: boolean;
    readonly tools?: readonly {
      readonly name: string;
      readonly description: string;
      readonly inputSchema: { readonly properties: Readonly<Record<string, unknown>> };
      readonly annotations: Readonly<Record<string, boolean>>;
    }[];
    readonly serverInfo?: { readonly name: string; readonly version: string };
    readonly instructions?: string;
    readonly protocolVersion?: string;
  };
  readonly error?: { readonly code: number; readonly message: string };
}

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A coding assistant: starts the command, and speaks with it. */
class Assistant {
  readonly #input: Writable;
  readonly #ended: Promise<Ended>;
  readonly #lines: AsyncIterator<string>;
  #id = 0;

  constructor(input: Writable, output: Readable, ended: Promise<Ended>) {
    this.#input = input;
    this.#ended = ended;
    this.#lines = createInterface(output)[Symbol.asyncIterator]();
  }

  /** The command as a process of its own. */
  static asProcess(...words: readonly string[]): Assistant {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = spawn(process.execPath, [launcher, 'mcp', ...words], { env });
    const [exited, errors] = [once(child, 'exit'), text(child.stderr)];
    const ended = exited.then(async ([code]) => ({ code, stderr: await errors }));
    return new Assistant(child.stdin, child.stdout, ended);
  }

  /** The command in this process, which starts at once. */
  static async begin(...words: readonly string[]): Promise<Assistant> {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const environment = { SAMPAN_ADMIN_TOKEN: 't'.repeat(32) };
    const surroundings = { stdin, stdout, stderr, environment };
    const errors = text(stderr);
    const ended = runCommand(program, ['mcp', ...words], surroundings).then(async (code) => {
      stderr.end();
      return { code, stderr: await errors };
    });
    const made = new Assistant(stdin, stdout, ended);
    await made.hello();
    return made;
  }

  write(line: string): void {
    this.#input.write(`${line}\n`);
  }

  async read(): Promise<Message> {
    return JSON.parse((await this.#lines.next()).value);
  }

  async ask(method: string, params: object = {}): Promise<Message> {
    const id = ++this.#id;
    this.write(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    const message = await this.read();
    assert.equal(message.id, id);
    return message;
  }

  async hello(): Promise<Message> {
    const about = { name: 'a test', version: '1' };
    const opening = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: about };
    const answer = await this.ask('initialize', opening);
    this.write('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    return answer;
  }

  /** The text of a good answer. */
  async tool(name: string, given: object = {}): Promise<string> {
    const { result, error } = await this.ask('tools/call', { name, arguments: given });
    assert.ok(result && !result.isError, JSON.stringify(result ?? error));
    return result.content?.[0]?.text ?? '';
  }

  /** Its JSON. */
  async json(name: string, given: object = {}) {
    return JSON.parse(await this.tool(name, given));
  }

  /** The text of a failed answer. */
  async refused(name: string, given: object = {}): Promise<string> {
    const { result } = await this.ask('tools/call', { name, arguments: given });
    assert.equal(result?.isError, true, JSON.stringify(result));
    return result.content?.[0]?.text ?? '';
  }

  /** Closes its input; resolves with the exit code and what was written to stderr. */
  end(): Promise<Ended> {
    this.#input.end();
    return this.#ended;
  }
}

/** A request with a wrong signature; answers the id of its exchange. */
async function refusedRequest(order: string): Promise<string> {
  const fields = { service: 'alipay.acquire.overseas.query', partner, partner_trans_id: order };
  const query = new URLSearchParams({ ...fields, sign_type: 'MD5', sign: 'a'.repeat(32) });
  const reply = await fetch(`${gateway}?${query}`);
  assert.match(await reply.text(), /ILLEGAL_SIGN/);
  return reply.headers.get('sampan-exchange') ?? '';
}

test('says hello, what it is for, and which tools it has', async () => {
  const other = await Assistant.begin('--admin', 'http://127.0.0.1:9');
  const { result } = await other.hello();
  assert.equal(result?.serverInfo?.name, 'sampan');
  assert.equal(result.serverInfo.version, program.version());
  assert.equal(result.protocolVersion, '2025-06-18');
  assert.match(result.instructions ?? '', /list_exchanges/);
  const { tools = [] } = (await other.ask('tools/list')).result ?? {};
  const effects = tools.map(({ name, annotations }) => {
    const { readOnlyHint, destructiveHint } = annotations;
    return `${name} ${readOnlyHint ? 'reads' : destructiveHint ? 'removes' : 'adds'}`;
  });
  assert.deepEqual(effects, [
    ...['list_exchanges reads', 'show_exchange reads', 'copy_exchange reads', 'send_again adds'],
    ...['count_codes reads', 'acceptance reads', 'advice reads', 'explain reads'],
    ...['list_services reads', 'show_service reads', 'list_scenarios reads', 'add_scenario adds'],
    ...['add_magic_scenarios adds', 'remove_scenarios removes', 'list_worlds reads'],
    ...['create_world adds', 'drop_world removes', 'show_clock reads', 'move_clock removes'],
  ]);
  // Words for our own refusals, and keys, are not offered.
  assert.doesNotMatch(JSON.stringify(tools), /"expected"|md5Key/);
  assert.equal((await other.end()).code, 0);
});

test('finds a refused request and explains it', async () => {
  const id = await refusedRequest('mcp-1');
  const { items } = await assistant.json('list_exchanges', { order: 'mcp-1' });
  assert.deepEqual([items.length, items[0].id, items[0].code], [1, id, 'ILLEGAL_SIGN']);
  const shown = await assistant.json('show_exchange', { id });
  assert.deepEqual([shown.checks.at(-1).name, shown.request.body], ['signature', undefined]);
  assert.match(shown.reply.text, /ILLEGAL_SIGN/);
  const explained = await assistant.json('explain', { exchange: id });
  assert.ok(explained.serverString.includes('partner_trans_id=mcp-1'));
  assert.match(await assistant.tool('copy_exchange', { id, as: 'curl' }), /^curl /);
  const again = await assistant.json('send_again', { id, set: { partner_trans_id: 'mcp-2' } });
  assert.match(again.text, /TRADE_NOT_EXIST/);
  const { codes } = await assistant.json('count_codes', { partner });
  assert.deepEqual(codes.map(({ code }: { code: string }) => code).sort(), [
    'ILLEGAL_SIGN',
    'TRADE_NOT_EXIST',
  ]);
  const { partners } = await assistant.json('advice', { partner });
  assert.equal(partners[0].partner, partner);
  const { cases } = await assistant.json('acceptance', { partner });
  assert.deepEqual([cases[0].id, cases[0].result], ['SPOT-001', 'not tried']);
});

test('judges the partner that called last, unless another one is named', async () => {
  await refusedRequest('mcp-accept');
  assert.equal((await assistant.json('acceptance')).partner, partner);
  assert.equal((await assistant.json('acceptance', { partner })).partner, partner);
});

test('explains text: a code without a server, a request with the keys of a partner', async () => {
  assert.equal((await assistant.json('explain', { text: 'TRADE_HAS_CLOSE' })).retry, 'new-id');
  const request = `${gateway}?service=alipay.acquire.close&partner=${partner}&sign_type=MD5&sign=0`;
  const told = await assistant.tool('explain', { text: request, partner });
  assert.equal(JSON.parse(told).verdict, 'guess');
  assert.ok(!told.includes(key), 'the key is used, and not shown');
});

test('looks up the reference without a server', async () => {
  const { services } = await assistant.json('list_services');
  assert.ok(services.some(({ short }: { short: string }) => short === 'spot-pay'));
  const service = await assistant.json('show_service', { name: 'spot-pay', language: 'zh-Hant' });
  assert.equal(service.name, 'alipay.acquire.overseas.spot.pay');
  assert.match(await assistant.refused('show_service', { name: 'spot-pai' }), /did you mean/);
});

test('adds a scenario, which acts, and removes it', async () => {
  const when = { fields: { partner_trans_id: 'mcp-3' } };
  const added = await assistant.json('add_scenario', {
    when,
    then: [{ answer: 'SYSTEM_ERROR' }],
    name: 'from the assistant',
  });
  const id = await refusedRequest('mcp-4');
  const again = await assistant.json('send_again', { id, set: { partner_trans_id: 'mcp-3' } });
  assert.match(again.text, /SYSTEM_ERROR/);
  const { scenarios } = await assistant.json('list_scenarios');
  assert.deepEqual([scenarios[0].id, scenarios[0].hits], [added.id, 1]);
  assert.equal((await assistant.json('add_magic_scenarios')).scenarios.length, 10);
  assert.deepEqual((await assistant.json('remove_scenarios', { id: added.id })).cleared, [
    added.id,
  ]);
  assert.equal((await assistant.json('remove_scenarios')).cleared.length, 10);
});

test('creates a world without showing its keys, moves its clock, and drops it', async () => {
  const told = await assistant.tool('create_world', { name: 'mcp-world' });
  const made = JSON.parse(told);
  assert.equal(made.world, 'mcp-world');
  assert.deepEqual(Object.keys(made.partners[0]).sort(), ['contract', 'id', 'publicKey']);
  assert.doesNotMatch(told, /md5Key|"pin"/);
  const clock = { to: '2031-01-01T00:00:00+08:00', world: 'mcp-world' };
  assert.match((await assistant.json('move_clock', clock)).now, /^2031-01-01T00:00:0/);
  assert.match((await assistant.json('show_clock', { world: 'mcp-world' })).now, /^2031-01-01/);
  assert.doesNotMatch((await assistant.json('show_clock')).now, /^2031-/);
  const { worlds } = await assistant.json('list_worlds');
  assert.ok(worlds.some(({ world }: { world: string }) => world === 'mcp-world'));
  // One that acts in a world also makes and drops others.
  const inside = await Assistant.begin(
    '--admin',
    String(server.addresses['admin']),
    '--world',
    'mcp-world',
  );
  assert.match((await inside.json('show_clock')).now, /^2031-01-01/);
  assert.doesNotMatch((await inside.json('show_clock', { world: 'main' })).now, /^2031-/);
  assert.equal((await inside.json('list_worlds')).worlds.length, worlds.length);
  assert.equal((await inside.json('create_world', { name: 'second' })).world, 'second');
  assert.equal((await inside.json('drop_world', { name: 'second' })).dropped, true);
  await inside.end();
  assert.equal((await assistant.json('drop_world', { name: 'mcp-world' })).dropped, true);
  assert.match(
    await assistant.refused('show_clock', { world: 'mcp-world' }),
    /no world mcp-world.*\n?list_worlds/,
  );
});

test('wrong arguments are refused in words, with the fields that there are', async () => {
  const table = [
    ['list_exchanges', { limit: 501 }, 'limit must be 1 to 500'],
    ['list_exchanges', { orders: 'x' }, /^There is no field orders; there are kind, partner/],
    ['show_exchange', {}, 'id must be text; it is missing'],
    ['show_exchange', { id: null }, 'id must be text; it is missing'],
    ['show_exchange', { id: 'none' }, /none\nlist_exchanges shows the ids/],
    ['explain', {}, /^Give either exchange/],
    ['explain', { text: 'x', exchange: 'y' }, /^Give either exchange/],
    ['explain', { text: '\u0000\u0001' }, /^Nothing to explain/],
    ['move_clock', {}, /^Give either by/],
    ['move_clock', { by: 'soon' }, /^by must be a duration/],
    ['add_scenario', { when: {}, then: [{ answr: 'x' }] }, /answr/],
    ['create_world', { md5Key: 'k' }, /^There is no field md5Key/],
    ['list_exchanges', { world: '../x' }, 'world must be the name of a world'],
    ['copy_exchange', { id: 'x', as: 'java' }, 'as must be curl or sdk or fixture'],
  ] as const;
  for (const [name, given, said] of table) {
    const text = await assistant.refused(name, given);
    if (typeof said === 'string') assert.equal(text, said);
    else assert.match(text, said);
  }
});

test('bad lines, unknown methods and tools are errors of the protocol, and it goes on', async () => {
  assistant.write('{"jsonrpc":');
  assistant.write('[]');
  const unknown = await assistant.ask('tools/call', { name: 'rm', arguments: {} });
  assert.match(unknown.error?.message ?? '', /rm/);
  assert.ok((await assistant.ask('no/such')).error);
  assert.ok((await assistant.ask('ping')).result);
});

test('works with nothing but a sandbox of this machine', async () => {
  const away = await Assistant.begin('--admin', 'http://192.0.2.1:8701');
  assert.match(await away.refused('show_clock'), /not on this machine/);
  await away.end();
  const none = await Assistant.begin('--data', '/nowhere/at/all');
  assert.match(await none.refused('show_clock'), /No server runs on .*sampan start/);
  assert.ok((await none.json('list_services')).services.length > 10);
  await none.end();
  const production = await recordWorld({ kind: 'token', token: secret('t'.repeat(32)) });
  try {
    const refused = await Assistant.begin('--admin', production.admin);
    assert.match(await refused.refused('show_clock'), /sends no token/);
    await refused.end();
  } finally {
    await production.close();
  }
});

test('sends no token to a server, even when the environment has one', async () => {
  let sent: string | undefined = 'nothing came';
  const other = createServer((request, response) => {
    sent = request.headers.authorization;
    response.end('{"now":"2026-11-22T10:00:00+08:00"}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const asking = await Assistant.begin('--admin', `http://127.0.0.1:${port}`);
  await asking.tool('show_clock');
  assert.equal(sent, undefined);
  await asking.end();
  await new Promise((resolve) => other.close(resolve));
});

test('closing its input ends it, and bad options are refused before it speaks', async () => {
  const idle = await Assistant.begin('--admin', 'http://127.0.0.1:9');
  assert.deepEqual(await idle.end(), { code: 0, stderr: '' });
  const help = await sampan(['mcp', '--help']);
  assert.match(help.stdout, /"mcpServers"/);
  assert.equal((await sampan(['mcp', '--adminn', 'x'])).code, 2);
});
