/**
 * Goal: the worlds of a sandbox are systems of their own, and programs reach each by its address or, when
 * address and ids are fixed, by the partner's id.
 * Method: one server in this process; worlds are made, called and dropped over HTTP.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { NewWorldView } from '@sampan/api';
import { callGateway, openReceiver } from '@sampan/demo';
import { required } from '@sampan/primitives';
import { connectSftp } from '../../sftp-server/test/sftp-client.ts';
import { callerOf, commandLine, shopData, type WorldsHere, worldsHere } from './worlds-here.ts';

let here: WorldsHere;
before(async () => {
  here = await worldsHere();
});
after(() => here.close());

const walletOf = ({ wallets }: NewWorldView, inst = 'ALIPAYHK') =>
  required(
    wallets.find((wallet) => wallet.inst === inst),
    'a world has both kinds',
  );

const balance = async (world: NewWorldView) =>
  (await here.admin('GET', `/admin/wallets/${walletOf(world).walletId}`, undefined, world.world))
    .body['balance'];

test('a new world has partners and wallets of its own, and says where they are', async () => {
  const world = await here.create({ name: 'first' });
  assert.equal(world.world, 'first');
  assert.equal(world.gateway, `${here.server.publicPort}/w/first/gateway.do`);
  assert.deepEqual(
    world.partners.map(({ contract }) => contract),
    ['hk', 'global'],
  );
  assert.match(String(world.partners[0]?.publicKey), /^-----BEGIN PUBLIC KEY-----/);
  assert.deepEqual(
    world.wallets.map(({ inst }) => inst),
    ['ALIPAYHK', 'ALIPAYCN'],
  );
  const ofMain = await here.admin('GET', '/admin/partners');
  assert.deepEqual(ofMain.body['items'], []);
  const own = await here.admin('GET', '/admin/partners', undefined, 'first');
  const ids = (own.body['items'] as { id: string }[]).map(({ id }) => id).sort();
  assert.deepEqual(ids, world.partners.map(({ id }) => id).sort());
});

test('a partner pays through the address of its world and through the plain one', async () => {
  const world = await here.create();
  const other = await here.create();
  const wallet = walletOf(world).walletId;
  const paid = { world: world.world, wallet, amount: '12.50' };
  const own = await here.pay(callerOf(world), { ...paid, order: 'T-1' });
  assert.ok(own.succeeded, own.reply.xml);
  const plain = await here.pay(callerOf(world, here.server.gateway), { ...paid, order: 'T-2' });
  assert.ok(plain.succeeded, plain.reply.xml);
  assert.equal(await balance(world), '9975.00');
  assert.equal(await balance(other), '10000.00');
  const trades = async (name?: string) =>
    ((await here.admin('GET', '/admin/trades', undefined, name)).body['items'] as unknown[]).length;
  assert.deepEqual(
    [await trades(world.world), await trades(other.world), await trades()],
    [2, 0, 0],
  );
});

test('notifications reach the shop, and the plain gateway says that they are genuine', async () => {
  const world = await here.create();
  const caller = callerOf(world, here.server.gateway);
  const receiver = await openReceiver(caller, 'worlds');
  try {
    const { status, body } = await here.admin('GET', '/admin/clock', undefined, world.world);
    assert.equal(status, 200);
    const timestamp = String(Date.parse(String(body['now'])));
    const ordered = await callGateway(caller, 'an order', 'alipay.acquire.precreate', {
      ...{ notify_url: receiver.url, timestamp, terminal_timestamp: timestamp },
      ...{ out_trade_no: 'N-1', subject: 'Two flat whites', total_fee: '30.00' },
      ...{ product_code: 'OVERSEAS_MBARCODE_PAY', trans_currency: 'HKD', currency: 'HKD' },
      extend_params: shopData,
    });
    assert.ok(ordered.succeeded, ordered.reply.xml);
    const code = ordered.reply.fields['qr_code'] ?? '';
    assert.ok(code.startsWith(`${here.server.publicPort}/w/${world.world}/`), code);
    const path = `/admin/wallets/${walletOf(world).walletId}/scan`;
    const paid = await here.admin('POST', path, { code }, world.world);
    assert.equal(paid.status, 200, JSON.stringify(paid.body));
    const { verification } = await receiver.received(String(paid.body['tradeId']));
    assert.equal(verification?.reply.text, 'true');
  } finally {
    await receiver.close();
  }
});

test('each world has its own date, and closes its own days', async () => {
  const [past, future] = [await here.create(), await here.create()];
  const clock = async (world?: string) =>
    String((await here.admin('GET', '/admin/clock', undefined, world)).body['now']).slice(0, 10);
  const today = await clock();
  const moved = await here.admin('POST', '/admin/clock/advance', { by: '3d' }, future.world);
  assert.equal(moved.status, 200);
  const inThreeDays = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual(
    [await clock(), await clock(past.world), await clock(future.world)],
    [today, today, inThreeDays],
  );
  const closed = async (world?: string) =>
    (await here.admin('GET', '/admin/jobs', undefined, world)).status;
  assert.equal(await closed(future.world), 200);
});

test('a partner id and key that are fixed get a world, and are free when it is dropped', async () => {
  const fixed = { partnerId: '2088000000000016', md5Key: 'fixed-key-of-a-till-0123456789ab' };
  const world = await here.create(fixed);
  assert.deepEqual(
    world.partners.map(({ id }) => id === fixed.partnerId),
    [true, false],
  );
  const partners = await here.admin('GET', '/admin/partners', undefined, world.world);
  assert.equal((partners.body['items'] as unknown[]).length, 2);
  const plain = callerOf(world, here.server.gateway);
  const paid = { world: world.world, wallet: walletOf(world).walletId, amount: '1.00' };
  assert.ok((await here.pay(plain, { ...paid, order: 'F-1' })).succeeded);

  // Two worlds with the same partner: the plain address does not guess.
  const twin = await here.create(fixed);
  const refused = await here.pay(plain, { ...paid, order: 'F-2' });
  assert.match(refused.reply.xml, /ILLEGAL_PARTNER/);
  assert.ok((await here.pay(callerOf(world), { ...paid, order: 'F-3' })).succeeded);

  assert.equal((await here.admin('DELETE', `/admin/worlds/${twin.world}`)).status, 200);
  assert.ok((await here.pay(plain, { ...paid, order: 'F-4' })).succeeded);

  // A partner of world main comes first.
  const own = await here.admin('POST', '/admin/partners', {
    ...{ contract: 'hk', id: fixed.partnerId, md5Key: 'another-key-0123456789-abcdefghi' },
  });
  assert.equal(own.status, 201);
  // Within a second: so long world main remembers that it has no such partner.
  for (let order = 5; ; order += 1) {
    const { succeeded, reply } = await here.pay(plain, { ...paid, order: `F-${order}` });
    if (succeeded) continue;
    assert.match(reply.xml, /ILLEGAL_SIGN/);
    break;
  }
});

test('a partner made later in a world is found by its id too', async () => {
  const world = await here.create();
  const made = await here.admin('POST', '/admin/partners', { contract: 'hk' }, world.world);
  const caller = {
    gateway: here.server.gateway,
    partnerId: String(made.body['id']),
    contract: 'hk' as const,
    md5Key: String(made.body['md5Key']),
  };
  const wallet = walletOf(world).walletId;
  const paid = { world: world.world, wallet, amount: '1.00', order: 'L-1' };
  assert.ok((await here.pay(caller, paid)).succeeded);
});

test('a buyer signs in to the wallet of a world', async () => {
  const world = await here.create();
  const { loginId: login, pin } = walletOf(world);
  const address = (name: string) => `${here.server.publicPort}/w/${name}/wallet/api`;
  const entered = await here.ask('POST', `${address(world.world)}/sign-in`, { login, pin });
  assert.equal(entered.status, 200, JSON.stringify(entered.body));
  const token = String(entered.body['token']);
  const me = await here.ask('GET', `${address(world.world)}/me`, undefined, token);
  assert.equal(me.status, 200);
  const elsewhere = await here.create();
  const strange = await here.ask('GET', `${address(elsewhere.world)}/me`, undefined, token);
  assert.deepEqual([strange.status, strange.code], [401, 'signed-out']);
  const ofMain = await here.ask('GET', `${here.server.publicPort}/wallet/api/me`, undefined, token);
  assert.equal(ofMain.status, 401);
});

test('files of a world are fetched by SFTP under the partner’s id', async () => {
  const world = await here.create();
  const caller = callerOf(world);
  const paid = { world: world.world, wallet: walletOf(world).walletId, amount: '1.00' };
  assert.ok((await here.pay(caller, { ...paid, order: 'S-1' })).succeeded);
  const path = `/admin/partners/${caller.partnerId}/sftp`;
  const password = 'a password for files';
  const set = await here.admin('PUT', path, { password }, world.world);
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const moved = await here.admin('POST', '/admin/clock/advance', { by: '2d' }, world.world);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const port = Number(here.server.sftp.split(':').at(-1));
  const client = await connectSftp(port, caller.partnerId, { password });
  try {
    const [name = ''] = (await client.names('/')).filter((each) => each.includes('_transaction_'));
    assert.match(String(await client.fetch(`/${name}`)), /S-1/);
  } finally {
    await client.end();
  }
  const named = await connectSftp(port, `${world.world}/${caller.partnerId}`, { password });
  assert.notDeepEqual(await named.names('/'), []);
  await named.end();
  await assert.rejects(connectSftp(port, caller.partnerId, { password: 'another password' }));
  await assert.rejects(connectSftp(port, `main/${caller.partnerId}`, { password }));
});

test('worlds that are not there are refused clearly', async () => {
  const world = await here.create();
  const taken = await here.admin('POST', '/admin/worlds', { name: world.world });
  assert.deepEqual([taken.status, taken.code], [409, 'world-exists']);
  const main = await here.admin('POST', '/admin/worlds', { name: 'main' });
  assert.deepEqual([main.status, main.code], [409, 'world-exists']);
  const badName = await here.admin('POST', '/admin/worlds', { name: 'Not/ok' });
  assert.deepEqual([badName.status, badName.code], [400, 'invalid-field']);
  for (const url of [
    `${here.server.publicPort}/w/nowhere/gateway.do`,
    `${here.server.publicPort}/w/nowhere`,
    `${here.server.publicPort}/w/nowhere/wallet/api/me`,
    `${here.server.admin}/w/nowhere/admin/partners`,
    `${here.server.admin}/w/%00/admin/partners`,
  ]) {
    const { status, code } = await here.ask('GET', url);
    assert.ok([400, 404].includes(status), `${url}: ${status}`);
    if (!url.includes('%00')) assert.equal(code, 'world-unknown', url);
  }
  const unknown = await here.admin('DELETE', '/admin/worlds/nowhere');
  assert.deepEqual([unknown.status, unknown.code], [404, 'world-unknown']);
  const ofMain = await here.admin('DELETE', '/admin/worlds/main');
  assert.deepEqual([ofMain.status, ofMain.code], [409, 'worlds-unavailable']);
  const nested = await here.admin('POST', '/admin/worlds', {}, world.world);
  assert.deepEqual([nested.status, nested.code], [409, 'worlds-unavailable']);
});

test('world main is also reached by its name', async () => {
  const named = await here.admin('GET', '/admin/clock', undefined, 'main');
  assert.equal(named.status, 200);
  const page = await here.ask('GET', `${here.server.publicPort}/w/main/gateway.do`);
  assert.equal(page.status, 200);
  assert.match(String(page.body['text']), /ILLEGAL_SERVICE/);
});

test('a world that is dropped in mid-request finishes it, and is gone', async () => {
  const world = await here.create();
  const caller = callerOf(world);
  const wallet = walletOf(world).walletId;
  const code = await here.admin('POST', `/admin/wallets/${wallet}/codes`, {}, world.world);
  assert.equal(code.status, 201);
  const payments = Array.from({ length: 10 }, (_, index) =>
    here
      .pay(caller, { world: world.world, wallet, amount: '1.00', order: `D-${index}` })
      .catch(() => undefined),
  );
  const dropped = await here.admin('DELETE', `/admin/worlds/${world.world}`);
  assert.equal(dropped.status, 200);
  for (const paid of await Promise.all(payments)) {
    // Answered in full, or refused: never half.
    if (paid) assert.ok(paid.succeeded || /error/.test(paid.reply.xml), paid.reply.xml);
  }
  const later = await here.ask('GET', world.gateway);
  assert.deepEqual([later.status, later.code], [404, 'world-unknown']);
  const plain = await here.ask(
    'GET',
    `${here.server.gateway}?service=notify_verify&partner=${caller.partnerId}&notify_id=1`,
  );
  assert.equal(plain.body['text'], 'false');
});

test('worlds are there again after a restart', async () => {
  const world = await here.create({ name: 'stays' });
  const moved = await here.admin('POST', '/admin/clock/advance', { by: '36h' }, 'stays');
  const before = Date.parse(String(moved.body['now']));
  await here.restart();
  const { body } = await here.admin('GET', '/admin/clock', undefined, 'stays');
  const now = Date.parse(String(body['now']));
  assert.ok(now >= before && now < before + 3_600_000);
  const paid = { world: 'stays', wallet: walletOf(world).walletId, amount: '1.00', order: 'R-1' };
  const plain = await here.pay(callerOf(world, here.server.gateway), paid);
  assert.ok(plain.succeeded, plain.reply.xml);
});

test('the command line makes, lists and drops worlds, and acts on one with --world', async () => {
  const sampan = commandLine(here.server.admin);
  const { world, partners, wallets } = await sampan('world create --name by-hand');
  assert.deepEqual([world, partners.length, wallets.length], ['by-hand', 2, 2]);
  const { now } = await sampan('clock advance 2d --world by-hand');
  assert.ok(Date.parse(now) > Date.parse((await sampan('clock show')).now) + 86_400_000);
  const { worlds } = await sampan('world list');
  assert.ok(worlds.some((each: { world: string }) => each.world === 'by-hand'));
  assert.deepEqual(await sampan('world drop by-hand'), { world: 'by-hand', dropped: true });
  await assert.rejects(sampan('clock show --world by-hand'), /There is no world by-hand/);
  await assert.rejects(sampan('clock show --world By_Hand'), /is no name of a world/);
});
