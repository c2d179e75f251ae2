/**
 * Goal: only a partner's own people get into the portal, each to what the role may, and a session is worth nothing to
 * another site, to a thief of an old token, or once it has ended.
 * Method: browsers with cookies ask one or two processes over one database.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, hours, after as later, minutes, type PartnerId } from '@sampan/primitives';
import { moveClock } from '#database';
import type { Member } from '#staff';
import { Browser, type PortalWorld, password, portalWorld } from './portal-world.ts';

let world: PortalWorld;
let partner: PartnerId;
let owner: Member;

before(async () => {
  world = await portalWorld();
  partner = await world.partner({ name: 'Tea House' });
  owner = await world.member(partner, 'owner', 'olive@tea.example');
});
after(() => world.close());

test('a person signs in, is known by a cookie, and signs out', async () => {
  const { ask } = world.first;
  const browser = new Browser();
  const signedIn = await ask('POST', '/sign-in', {
    as: browser,
    body: { login: ' Olive@TEA.example', password },
  });
  assert.equal(signedIn.status, 200, signedIn.text);
  assert.equal(signedIn.body['role'], 'owner');
  assert.ok(
    !signedIn.text.includes(browser.token ?? 'no token'),
    'the token is in the cookie only',
  );
  for (const cookie of [signedIn.headers['set-cookie']].flat()) {
    assert.match(String(cookie), /; Path=\/portal\/api; HttpOnly; SameSite=Strict/);
  }
  assert.equal((await ask('GET', '/session', { as: browser })).body['login'], 'olive@tea.example');
  const stolen = new Browser();
  stolen.cookies.set('sampan-portal', browser.token ?? '');
  assert.equal((await ask('POST', '/sign-out', { as: browser })).status, 200);
  assert.equal(browser.token, undefined);
  assert.equal((await ask('GET', '/session', { as: stolen })).code, 'signed-out');
});

test('a wrong password and an unknown login are refused alike', async () => {
  const { ask } = world.first;
  const asked = (login: string) =>
    ask('POST', '/sign-in', { body: { login, password: 'another kettle here' } });
  const [wrong, unknown] = [await asked(owner.login), await asked('who@tea.example')];
  assert.deepEqual([wrong.status, wrong.body], [401, unknown.body]);
  assert.equal(unknown.status, 401);
});

test('a page of another site can do nothing with the cookie', async () => {
  const { ask } = world.first;
  const browser = await world.signIn(owner);
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ];
  for (const headers of foreign) {
    const body = { login: 'eve@evil.example', name: 'Eve', role: 'owner' };
    const made = await ask('POST', '/members', { as: browser, body, headers });
    assert.equal(made.code, 'foreign-request', JSON.stringify(headers));
    const begun = await ask('POST', '/sign-in', {
      body: { login: owner.login, password },
      headers,
    });
    assert.equal(begun.code, 'foreign-request');
  }
  const form = { as: browser, headers: { 'sampan-session': '' } };
  assert.equal((await ask('DELETE', '/sessions', form)).status, 400);
  const { app } = world.first;
  const bare = await app.inject({
    ...{ method: 'POST', url: '/portal/api/sign-out' },
    headers: { cookie: browser.header },
  });
  assert.equal(bare.statusCode, 401, 'without our header the cookie counts for nothing');
  assert.equal((await ask('GET', '/session', { as: browser })).status, 200);
});

test('a session that an attacker has planted in a browser is not taken over: each sign-in has a new token', async () => {
  const { ask } = world.first;
  const attacker = await world.signIn(await world.member(partner, 'developer'));
  const planted = new Browser();
  planted.take(`sampan-portal=${attacker.token}`);
  await ask('POST', '/sign-in', { as: planted, body: { login: owner.login, password } });
  assert.notEqual(planted.token, attacker.token);
  assert.equal((await ask('GET', '/session', { as: attacker })).body['role'], 'developer');
});

test('a session ends after 12 hours without use, and after seven days with use', async () => {
  const { ask } = world.first;
  const [used, idle] = [await world.signIn(owner), await world.signIn(owner)];
  for (let passed = 0; passed < 7 * 24 - 6; passed += 6) {
    world.machine.advance(hours(6));
    assert.equal((await ask('GET', '/session', { as: used })).status, 200, `after ${passed + 6} h`);
    if (passed === 0) assert.equal((await ask('GET', '/sessions', { as: used })).status, 200);
    if (passed === 6) assert.equal((await ask('GET', '/session', { as: idle })).code, 'signed-out');
  }
  world.machine.advance(hours(6));
  assert.equal((await ask('GET', '/session', { as: used })).code, 'signed-out');
});

test('a sandbox whose clock moves by a day keeps people signed in', async () => {
  const { ask, platform } = world.first;
  const browser = await world.signIn(owner);
  await moveClock(world.connection, platform.clock, later(platform.clock.now(), days(1)));
  assert.equal((await ask('GET', '/session', { as: browser })).status, 200);
  assert.ok(platform.clock.now() > later(world.machine.now(), hours(23)), 'it has moved');
});

test('all devices are signed out at once, in every process', async () => {
  const second = await world.openProcess();
  const [one, other] = [await world.signIn(owner), await world.signIn(owner, second)];
  const listed = await world.first.ask('GET', '/sessions', { as: one });
  const sessions = Object(listed.body['sessions']);
  assert.ok(sessions.length >= 2);
  const { body } = await world.first.ask('DELETE', '/sessions', { as: one });
  assert.equal(body['ended'], sessions.length);
  assert.equal((await second.ask('GET', '/session', { as: other })).code, 'signed-out');
});

test('strangers who guess a password do not lock a person out whose device is known', async () => {
  const member = await world.member(partner, 'finance');
  const known = await world.signIn(member);
  const { ask } = world.first;
  const guess = (from?: string) =>
    ask('POST', '/sign-in', {
      body: { login: member.login, password: 'not a kettle at all' },
      ...(from !== undefined && { from }),
    });
  const results: string[] = [];
  for (let tries = 0; tries < 30; tries += 1) results.push(String((await guess()).code));
  assert.ok(results.includes('locked'), 'over all addresses a login has a few tries');
  const right = { login: member.login, password };
  assert.equal((await ask('POST', '/sign-in', { body: right })).code, 'locked');
  assert.equal((await ask('POST', '/sign-in', { as: known, body: right })).status, 200);
  world.machine.advance(days(2));
  assert.equal((await ask('POST', '/sign-in', { body: right })).status, 200);
});

test('one address has a few tries over all logins', async () => {
  const { ask } = world.first;
  const codes = new Set<string>();
  for (let tries = 0; tries < 25; tries += 1) {
    const body = { login: `guess-${tries}@tea.example`, password: 'not a kettle at all' };
    codes.add(String((await ask('POST', '/sign-in', { body, from: '192.0.2.9' })).code));
  }
  assert.deepEqual([...codes], ['sign-in-refused', 'address-locked']);
  world.machine.advance(minutes(7));
});

test('an invitation makes a person once, within seven days, with a password that is none of the first tried', async () => {
  const { ask } = world.first;
  const browser = await world.signIn(owner);
  const wanted = { login: 'New@tea.example', name: 'Nell', role: 'supervisor' };
  const made = await ask('POST', '/members', { as: browser, body: wanted });
  assert.equal(made.status, 201, made.text);
  const invitation = String(made.body['invitation']);
  assert.equal((await ask('POST', '/members', { as: browser, body: wanted })).code, 'login-taken');
  const shown = await ask('POST', '/invitation', { body: { invitation } });
  assert.deepEqual([shown.body['partner'], shown.body['login']], ['Tea House', 'new@tea.example']);
  for (const newPassword of ['password1234', 'nell12345678', '123456789012', 'aaaaaaaaaaaa']) {
    const refused = await ask('POST', '/invitation/accept', { body: { invitation, newPassword } });
    assert.equal(refused.code, 'password-too-simple', newPassword);
  }
  const newPassword = 'steam from the spout';
  const invited = new Browser();
  const body = { invitation, newPassword };
  const accepted = await ask('POST', '/invitation/accept', { as: invited, body });
  assert.equal(accepted.status, 200, accepted.text);
  assert.equal((await ask('GET', '/session', { as: invited })).body['role'], 'supervisor');
  assert.equal((await ask('POST', '/invitation/accept', { body })).code, 'invitation-unknown');
  const late = await ask('POST', '/members', {
    as: browser,
    body: { ...wanted, login: 'late@tea.example' },
  });
  world.machine.advance(days(7));
  const over = { invitation: String(late.body['invitation']) };
  assert.equal((await ask('POST', '/invitation', { body: over })).code, 'invitation-unknown');
});

test('an owner changes roles and ends access at once, but not the own one, and one owner stays', async () => {
  const { ask } = world.first;
  const other = await world.partner({ name: 'Other House' });
  const alone = await world.member(other, 'owner');
  const second = await world.member(other, 'finance');
  const browser = await world.signIn(alone);
  const ended = await world.signIn(second);
  const path = `/members/${second.id}`;
  const change = (body: unknown, of = path, as = browser) => ask('PATCH', of, { as, body });
  assert.equal((await change({ role: 'owner' })).body['role'], 'owner');
  assert.equal((await ask('GET', '/members', { as: ended })).status, 200, 'at once');
  const own = `/members/${alone.id}`;
  assert.equal((await change({ status: 'left' }, own)).code, 'own-access');
  const both = await Promise.all([
    change({ status: 'left' }),
    change({ status: 'left' }, own, ended),
  ]);
  const codes = both.map(({ status, code }) => code ?? status).sort();
  assert.ok(codes.includes(200) && codes.length === 2, codes.join());
  const left = await world.first.ask('GET', '/session', { as: ended });
  const stays = await world.first.ask('GET', '/session', { as: browser });
  assert.equal([left, stays].filter(({ status }) => status === 200).length, 1, 'one owner stays');
});
