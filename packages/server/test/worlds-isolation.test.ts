/**
 * Goal: nothing of a world shows in another: each route of the operations API, asked in one world with the ids of
 * another, answers that it knows none of them; no list, stream, session or file of one is any of another's.
 * Method: one server in this process; the routes are those that `@sampan/api` declares.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buyerApi, type NewWorldView, operationsApi, type Route } from '@sampan/api';
import { required } from '@sampan/primitives';
import { testKeys } from '#test-kit';
import { connectSftp } from '../../sftp-server/test/sftp-client.ts';
import { callerOf, type WorldsHere, worldsHere } from './worlds-here.ts';

let here: WorldsHere;
before(async () => {
  here = await worldsHere();
});
after(() => here.close());

const walletOf = ({ wallets }: NewWorldView) =>
  required(wallets[0], 'a world has wallets').walletId;

async function pay(world: NewWorldView, order: string, address?: string) {
  const paid = { world: world.world, wallet: walletOf(world), amount: '1.00', order };
  const { succeeded, reply } = await here.pay(callerOf(world, address), paid);
  assert.ok(succeeded, reply.xml);
  return reply.fields['alipay_trans_id'] ?? '';
}

interface Other {
  readonly world: NewWorldView;
  readonly trade: string;
  /** What must not show elsewhere. */
  readonly traces: RegExp;
  /** What its ids are called in the paths and queries of the APIs. */
  readonly ids: Readonly<Record<string, string>>;
}

async function otherWorld(): Promise<Other> {
  const world = await here.create();
  const trade = await pay(world, 'order-of-another');
  const partner = required(world.partners[0], 'it has partners').id;
  const wallet = walletOf(world);
  const { body } = await here.admin('GET', '/admin/exchanges', undefined, world.world);
  const [, exchange = ''] = /"id":"([a-z0-9]{20})"/.exec(JSON.stringify(body)) ?? [];
  assert.notEqual(exchange, '');
  const then = ['pass'];
  const added = await here.admin('POST', '/admin/scenarios', { when: {}, then }, world.world);
  const scenario = String(added.body['id']);
  const all = [trade, 'order-of-another', exchange, scenario];
  for (const { id } of world.partners) all.push(id);
  for (const { walletId, loginId } of world.wallets) all.push(walletId, loginId);
  return {
    ...{ world, trade, traces: new RegExp(all.join('|')) },
    ids: {
      partners: partner,
      partner,
      wallets: wallet,
      wallet,
      trades: trade,
      trade,
      tradeId: trade,
      order: 'order-of-another',
      notifications: 'ac05099524730693a8b330c5ecf72da978',
      exchanges: exchange,
      scenarios: scenario,
      files: partner,
      accounts: `wallet%2F${wallet}`,
      // The payment's entry; no other world has any of this id.
      entries: trade,
      // As the id of a transfer looks; the only wallet of these worlds has asked for none.
      'bank-transfers': trade,
    },
  };
}

/** Their parameters name days, kinds and worlds; none is an id that a world has given. */
const withoutIds = /^\S+ \/admin\/(calendar|payouts|payout-sources|jobs|worlds)\//;

test('no route of a world knows the ids of another', async () => {
  const [own, { ids }] = [await here.create(), await otherWorld()];
  const known: string[] = [];
  const forgotten: string[] = [];
  let walked = 0;
  for (const [route, { query: declared }] of Object.entries<Route>(operationsApi)) {
    const [method = '', path = ''] = route.split(' ');
    const [, subject = ''] = /^\/admin\/([\w-]+)\/:/.exec(path) ?? [];
    const id = ids[subject];
    if (path.includes('/:') && id === undefined && !withoutIds.test(route)) forgotten.push(route);
    const asked: string[] = [];
    if (id !== undefined) {
      const query = path.endsWith('/copy') ? '?as=curl' : '';
      asked.push(
        path
          .replace(/:(id|partner)/, id)
          .replace(/accounts\/:name/, `accounts/${id}`)
          .replace(':name', 'any.txt') + query,
      );
    } else if (!path.includes('/:')) {
      for (const name of Object.keys(declared?.properties ?? {})) {
        if (name !== 'order' && ids[name] !== undefined) asked.push(`${path}?${name}=${ids[name]}`);
      }
    }
    const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[route] ?? {});
    for (const each of asked) {
      const { status, code } = await here.admin(method, each, body, own.world);
      if (status !== 404) known.push(`${method} ${each}: ${status} ${String(code)}`);
      walked++;
    }
  }
  assert.deepEqual([known, forgotten], [[], []]);
  assert.ok(walked >= 30, String(walked));
});

test('no list of a world shows anything of another', async () => {
  const [own, { traces, world }] = [await here.create(), await otherWorld()];
  const lists = Object.entries<Route>(operationsApi).filter(
    ([route, { stream }]) => /^GET \/admin\/[^:]*$/.test(route) && !stream,
  );
  assert.ok(lists.length >= 20, String(lists.length));
  const shown: string[] = [];
  for (const [route] of lists) {
    const path = route.slice('GET '.length);
    for (const name of [own.world, undefined]) {
      const { body } = await here.admin('GET', path, undefined, name);
      // The catalogue of all worlds, which main has alone.
      if (path === '/admin/worlds' && name === undefined) continue;
      if (traces.test(JSON.stringify(body))) shown.push(`${path} of ${name ?? 'main'}`);
    }
  }
  assert.deepEqual(shown, []);
  const { body } = await here.admin('GET', '/admin/exchanges', undefined, world.world);
  assert.match(JSON.stringify(body), traces, 'it shows in its own world');
});

/** They are called before there is a session; a session does nothing for them. */
const beforeSignIn: ReadonlySet<string> = new Set([
  'POST /sign-in',
  'POST /sign-in/passkey',
  'POST /passkey-challenges/sign-in',
  'POST /sign-up',
  'POST /one-time-codes',
  'POST /pin/forgotten',
]);

test('the session of a buyer is of no use in another world, on any route', async () => {
  const [own, { world, ids }] = [await here.create(), await otherWorld()];
  const { loginId: login, pin } = required(world.wallets[0], 'a world has wallets');
  const api = (name: string) => `${here.server.publicPort}/w/${name}/wallet/api`;
  const entered = await here.ask('POST', `${api(world.world)}/sign-in`, { login, pin });
  const token = String(entered.body['token']);
  const refused = await here.ask('POST', `${api(own.world)}/sign-in`, { login, pin });
  assert.deepEqual([refused.status, refused.code], [401, 'sign-in-refused']);
  const entries: string[] = [];
  for (const route of Object.keys(buyerApi).filter((name) => !beforeSignIn.has(name))) {
    const [method = '', path = ''] = route.split(' ');
    const url = `${api(own.world)}${path.replace(/:\w+/, ids['tradeId'] ?? '')}`;
    const { status, code } = await here.ask(method, url, method === 'GET' ? undefined : {}, token);
    if (status !== 401) entries.push(`${route}: ${status} ${String(code)}`);
  }
  assert.deepEqual(entries, []);
  const me = await here.ask('GET', `${api(world.world)}/me`, undefined, token);
  assert.equal(me.status, 200, 'it is still good where it was made');
});

test('who follows a world sees its exchanges only', async () => {
  const [own, other] = [await here.create(), await here.create()];
  const ending = new AbortController();
  const url = `${here.server.admin}/w/${own.world}/admin/exchange-events`;
  const { body } = await fetch(url, { signal: ending.signal });
  assert.ok(body);
  await pay(other, 'followed-other');
  await pay(own, 'followed-own');
  let seen = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (seen.includes('followed-own')) break;
  }
  ending.abort();
  assert.doesNotMatch(seen, /followed-other/);
});

test('the files of another world are behind no name of an own one', async () => {
  const [own, { world, ids }] = [await here.create(), await otherWorld()];
  const password = 'a password for files';
  const id = ids['partner'] ?? '';
  const path = `/admin/partners/${id}/sftp`;
  assert.equal((await here.admin('PUT', path, { password }, world.world)).status, 200);
  const port = Number(here.server.sftp.split(':').at(-1));
  const client = await connectSftp(port, `${world.world}/${id}`, { password });
  await client.end();
  await assert.rejects(connectSftp(port, `${own.world}/${id}`, { password }));
  await assert.rejects(connectSftp(port, `main/${id}`, { password }));
});

/** So that a request is refused for its ids, and for nothing else. */
const bodies: Readonly<Record<string, object>> = {
  'PATCH /admin/partners/:id': { name: 'Tea' },
  'POST /admin/partners/:id/staff': { login: 'may@tea.example', name: 'May', role: 'owner' },
  'PUT /admin/scenarios/:id': { when: {}, then: ['pass'] },
  'POST /admin/partners/:id/keys/public': { publicKey: testKeys.partner.publicKey },
  'PATCH /admin/wallets/:id': { paymentLimit: '1.00' },
  'POST /admin/wallets/:id/top-ups': { amount: '1.00' },
  'POST /admin/wallets/:id/scan': { code: 'a'.repeat(20) },
  'POST /admin/wallets/:id/confirm': { answer: 'confirm' },
  'POST /admin/bank-transfers/:id': { answer: 'settle' },
  'PUT /admin/partners/:id/sftp': { password: 'a password for files' },
  'PUT /admin/partners/:id/payout': { holder: 'TEA', account: '012345678', bank: 'HSBCHKHHHKH' },
};
