/**
 * Goal: nothing that the record is shown through gives a secret away: live events, lists, an exchange, its copies,
 * explanations, advice, the tools of an assistant. And it is pruned while a client follows it.
 * Method: a partner's program puts its keys wherever it can, and carries a buyer's session; then every way is read.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import type { NewWorldView } from '@sampan/api';
import { readEvents, runCommand } from '@sampan/cli';
import { instant, required } from '@sampan/primitives';
import { canonicalString, type Parameter } from '@sampan/protocol';
import { ExchangeRecord } from '#exchanges';
import { sampan as program } from '../src/main/commands.ts';
import { recordWorld } from './record-world.ts';
import { commandLine, type WorldsHere, worldsHere } from './worlds-here.ts';

let here: WorldsHere;
let world: NewWorldView;
let partner = '';
let oldKey = '';
let newKey = '';
let session = '';

before(async () => {
  here = await worldsHere();
  world = await here.create({ name: 'secrets' });
  ({ id: partner, md5Key: oldKey } = required(world.partners[0], 'a world has partners'));
  const line = commandLine(here.server.admin);
  ({ md5Key: newKey } = await line(`partner key rotate ${partner} --world secrets`));
  const { loginId: login, pin } = required(world.wallets[0], 'a world has wallets');
  const api = `${here.server.publicPort}/w/secrets/wallet/api`;
  const entered = await here.ask('POST', `${api}/sign-in`, { login, pin });
  session = String(entered.body['token']);
  assert.ok(newKey.length >= 32 && newKey !== oldKey && session.length > 20);
});
after(() => here.close());

const service = 'alipay.acquire.overseas.query';
const operatorToken = 'operator-token-of-a-test';

/** As they are, and as bytes in base64 would show them. */
function secretsIn(text: string): readonly string[] {
  const { pin } = required(world.wallets[0], 'a world has wallets');
  const decoded = (text.match(/[\w+/]{40,}={0,2}/g) ?? []).map((each) =>
    Buffer.from(each, 'base64').toString('latin1'),
  );
  const all = [text, ...decoded].join('\n').toLowerCase();
  const found = [oldKey, newKey, session, operatorToken].filter((each) =>
    [each, encodeURIComponent(each), [...each].map(escaped).join('')].some((form) =>
      all.includes(form.toLowerCase()),
    ),
  );
  return new RegExp(`(?<![\\d.])${pin}(?!\\d)`).test(text) ? [...found, pin] : found;
}

const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;

/** Carries what a confused program would, and answers the id of the exchange. */
async function send(query: string, body?: string, type = 'text/plain'): Promise<string> {
  const response = await fetch(`${world.gateway}?${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${operatorToken}`,
      cookie: `sampan_session=${session}`,
      'x-session': session,
      'content-type': type,
    },
    ...(body !== undefined && { body }),
  });
  await response.text();
  return required(response.headers.get('sampan-exchange') ?? undefined, 'a sandbox names it');
}

async function leakyRequests(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const key of [oldKey, newKey]) {
    const about = `service=${service}&partner=${partner}`;
    const written = [...key].map(escaped).join('');
    ids.push(
      await send(`${about}&partner_trans_id=${key}&sign=${key}&sign_type=MD5`),
      await send(`${about}&partner_trans_id=L-1&memo=${key.toUpperCase()}&sign=${written}`),
      await send(`${about}&notify_url=http%3A%2F%2Fshop.example%2F%3Fkey%3D${key}&sign=a`),
      await send('', `${about}&partner_trans_id=L-1&memo=${written}`),
      await send('', JSON.stringify({ partner, key })),
      await send('', `<xml><partner>${partner}</partner><key>${key}</key></xml>`),
      await send(`service=${key}&partner=${partner}`),
      await send('', `partner=${partner}`, `text/plain; key=${key}`),
      await pretended(key),
    );
  }
  return ids;
}

/** A well-signed request whose order id is the key, answered by a scenario although it was carried out. */
async function pretended(key: string): Promise<string> {
  const parameters: readonly Parameter[] = [
    ['service', service],
    ['partner', partner],
    ['partner_trans_id', key],
    ['_input_charset', 'UTF-8'],
  ];
  const digest = createHash('md5')
    .update(`${canonicalString(parameters)}${newKey}`)
    .digest('hex');
  const query = new URLSearchParams({ ...Object.fromEntries(parameters), sign: digest });
  query.set('sign_type', 'MD5');
  return send(String(query));
}

/** `sampan mcp` in this process: calls a tool and answers all that it writes. */
async function assistant() {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const environment = { SAMPAN_ADMIN_TOKEN: operatorToken };
  const words = ['mcp', '--admin', here.server.admin];
  const ended = runCommand(program, words, { stdin, stdout, stderr, environment });
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  let id = 0;
  const ask = async (method: string, params: object): Promise<string> => {
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`);
    return String((await lines.next()).value);
  };
  const clientInfo = { name: 'a test', version: '1' };
  await ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return {
    ask,
    call: (name: string, given: object = {}) =>
      ask('tools/call', { name, arguments: { world: 'secrets', ...given } }),
    async end() {
      stdin.end();
      await ended;
    },
  };
}

test('no way to look at the record shows a key, a PIN, a session or a token', async () => {
  const stop = new AbortController();
  const live = await fetch(`${here.server.admin}/w/secrets/admin/exchange-events`, {
    signal: stop.signal,
  });
  await here.admin(
    'POST',
    '/admin/scenarios',
    { when: { service }, then: [{ answer: 'SYSTEM_ERROR', although: 'done' }] },
    'secrets',
  );
  const ids = await leakyRequests();
  const shown: Record<string, string> = {};

  const events: string[] = [];
  for await (const { data } of readEvents(live.body as never)) {
    if (data !== '') events.push(data);
    if (events.length === ids.length) break;
  }
  stop.abort();
  shown['live events'] = events.join('\n');

  const read = async (path: string) =>
    (await fetch(`${here.server.admin}/w/secrets/admin/${path}`)).text();
  shown['list'] = await read('exchanges?limit=100');
  shown['codes'] = await read('exchange-codes');
  shown['advice'] = await read(`advice?partner=${partner}`);
  shown['acceptance'] = await read(`acceptance?partner=${partner}`);
  const tools = await assistant();
  for (const id of ids) {
    shown[`${id}`] = await read(`exchanges/${id}`);
    shown[`${id} shown by an assistant`] = await tools.call('show_exchange', { id });
    shown[`${id} explained to an assistant`] = await tools.call('explain', { exchange: id });
    for (const as of ['curl', 'sdk', 'fixture']) {
      shown[`${id} as ${as}`] = await read(`exchanges/${id}/copy?as=${as}`);
      shown[`${id} as ${as} for an assistant`] = await tools.call('copy_exchange', { id, as });
    }
  }
  for (const name of ['list_exchanges', 'count_codes', 'advice', 'acceptance', 'list_scenarios']) {
    const about = name === 'acceptance' ? { partner } : {};
    shown[`tool ${name}`] = await tools.call(name, about);
  }
  for (const name of ['list_worlds', 'create_world']) {
    shown[`tool ${name}`] = await tools.ask('tools/call', { name, arguments: {} });
  }
  await tools.end();
  assert.ok(shown['list']?.includes('"code":"SYSTEM_ERROR"'), 'a scenario took part');
  assert.ok(Object.keys(shown).length > 100 && events.length === ids.length);
  const leaks = Object.entries(shown).flatMap(([where, text]) =>
    secretsIn(text).map((secret) => `${where}: ${secret}`),
  );
  assert.deepEqual(leaks, []);
  // The search finds what is there.
  assert.equal(secretsIn(`key ${oldKey.toUpperCase()}`).length, 1);
  assert.equal(secretsIn(Buffer.from(`a body with ${newKey} in it`).toString('base64')).length, 1);
});

test('a record that is pruned while it is followed shows each exchange once, in order, to the end', async () => {
  const small = await recordWorld();
  try {
    const { platform } = small;
    const { directory, timers, random } = platform;
    const writer = platform.writers.exchanges;
    const record = new ExchangeRecord({ writer, directory, timers, random, kept: 100 });
    const stop = new AbortController();
    const live = await fetch(`${small.admin}/admin/exchange-events`, { signal: stop.signal });
    const events = readEvents(live.body as never)[Symbol.asyncIterator]();
    const request = { method: 'GET', query: 'service=none', contentType: undefined };
    const receivedAt = instant(platform.clock.now());
    const total = 1_500;
    let last = 0;
    let sent = 0;
    while (last < total) {
      for (let index = 0; index < 300 && sent < total; index++, sent++) {
        const exchange = { id: `pruned-${sent}`, receivedAt, request, checks: [], tookMs: 1 };
        record.onExchange(exchange);
      }
      await record.flush();
      // What is older than the newest hundred may be gone before it is read; nothing comes twice.
      for (let next = 0; next < sent; ) {
        const { value } = await events.next();
        next = JSON.parse(value.data).number;
        assert.ok(next > last, `${next} after ${last}`);
        last = next;
      }
    }
    stop.abort();
    const [row] = await small.sql('select count(*)::int as rows from exchanges');
    assert.ok(Number(row?.['rows']) < 100 + 500 + 300, String(row?.['rows']));
  } finally {
    await small.close();
  }
});
