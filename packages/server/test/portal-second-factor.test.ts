/**
 * Goal: outside a sandbox a password alone opens nothing but the way to a second factor; a code of the app counts once, an old
 * one is named, and guessing codes locks.
 * Method: a browser, and an app that makes codes by RFC 6238, against a process of a production.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId, seconds } from '@sampan/primitives';
import type { Member } from '#staff';
import {
  Browser,
  type PortalProcess,
  type PortalWorld,
  password,
  portalWorld,
} from './portal-world.ts';

let world: PortalWorld;
let production: PortalProcess;
let partner: PartnerId;

before(async () => {
  world = await portalWorld();
  production = await world.openProcess({ sandbox: false });
  partner = await world.partner({ name: 'Tea House' });
});
after(() => world.close());

/** What an app shows, so many steps of 30 seconds from now. */
function codeOf(key: string, steps = 0): string {
  const bits = [...key].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(world.machine.now() / 30_000) + steps));
  const secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const ask = (...asked: Parameters<PortalProcess['ask']>) => production.ask(...asked);

const signIn = (as: Browser, member: Pick<Member, 'login'>, code?: string) =>
  ask('POST', '/sign-in', { as, body: { login: member.login, password, ...(code && { code }) } });

async function withApp(member: Member) {
  const as = await world.signIn(member, production);
  const begun = await ask('POST', '/second-factor/begin', { as, body: { password } });
  assert.equal(begun.status, 201, begun.text);
  const key = String(begun.body['key']);
  const before = as.token;
  const set = await ask('POST', '/second-factor', { as, body: { code: codeOf(key) } });
  assert.equal(set.status, 200, set.text);
  assert.notEqual(as.token, before, 'a new token');
  return { as, key, recoveryCodes: Object(set.body['recoveryCodes']) };
}

test('without a second factor only the way to one is open', async () => {
  const member = await world.member(partner, 'owner');
  const as = await world.signIn(member, production);
  for (const path of ['/members', '/settings', '/log', '/approvals']) {
    assert.equal((await ask('GET', path, { as })).code, 'second-factor-needed', path);
  }
  const invited = { login: 'eve@tea.example', name: 'Eve', role: 'owner' };
  assert.equal((await ask('POST', '/members', { as, body: invited })).code, 'second-factor-needed');
  assert.equal((await ask('GET', '/session', { as })).body['secondFactor'], 'missing');
  assert.equal((await ask('GET', '/sessions', { as })).status, 200);
  const other = await world.signIn(member, production);
  const app = await withApp(member);
  assert.equal((await ask('GET', '/members', { as: app.as })).status, 200);
  assert.equal((await ask('GET', '/session', { as: app.as })).body['recoveryCodesLeft'], 10);
  for (const ended of [as, other]) {
    assert.equal((await ask('GET', '/session', { as: ended })).code, 'signed-out');
  }
});

test('the key of an app is sealed in the database, and recovery codes are not in it', async () => {
  const member = await world.member(partner, 'developer');
  const { key, recoveryCodes } = await withApp(member);
  const rows = await world.sql('select * from staff_members where member_id = $1', [member.id]);
  const codes = await world.sql('select * from staff_recovery_codes');
  const text = JSON.stringify([rows, codes], (_name, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  assert.match(String(rows[0]?.['totp_key']), /^v1\.[0-9a-f]{16}\./);
  for (const secret of [key, ...recoveryCodes]) assert.ok(!text.includes(secret));
});

test('a sign-in then needs a code, which counts once, and an old one is named', async () => {
  const member = await world.member(partner, 'finance');
  const { key } = await withApp(member);
  const as = new Browser();
  assert.equal((await signIn(as, member)).code, 'code-needed');
  assert.equal((await signIn(as, member, codeOf(key))).code, 'code-old', 'it has set the app up');
  world.machine.advance(seconds(30));
  const code = codeOf(key);
  assert.equal((await signIn(as, member, code)).status, 200);
  assert.equal((await signIn(new Browser(), member, code)).code, 'code-old');
  world.machine.advance(minutes(4));
  const old = await signIn(new Browser(), member, code);
  assert.equal(old.code, 'code-old');
  assert.match(old.text, /This code is 4 minutes old/);
  const both = codeOf(key);
  const raced = await Promise.all([
    signIn(new Browser(), member, both),
    world.first.ask('POST', '/sign-in', { body: { login: member.login, password, code: both } }),
  ]);
  assert.deepEqual(raced.map(({ status }) => status).sort(), [200, 401]);
});

test('a recovery code opens once, and is logged', async () => {
  const member = await world.member(partner, 'supervisor');
  const { recoveryCodes } = await withApp(member);
  const [code] = recoveryCodes;
  assert.match(code, /^[a-z0-9]{5}-[a-z0-9]{5}$/);
  const as = new Browser();
  const signedIn = await signIn(as, member, code);
  assert.equal(signedIn.body['recoveryCodesLeft'], 9, signedIn.text);
  assert.equal((await signIn(new Browser(), member, code)).code, 'code-refused');
  const rows = await world.sql("select 1 from staff_log where what = 'recovery-code.used'");
  assert.equal(rows.length, 1);
});

test('who has the password and guesses codes is locked out, and the person with a known device is not', async () => {
  const member = await world.member(partner, 'owner');
  const { as: known, key } = await withApp(member);
  const codes: (string | undefined)[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    codes.push((await signIn(new Browser(), member, '000000')).code);
  }
  assert.deepEqual(codes.slice(-1), ['locked']);
  world.machine.advance(seconds(60));
  assert.equal((await signIn(new Browser(), member, codeOf(key))).code, 'locked');
  assert.equal((await signIn(known, member, codeOf(key))).status, 200);
});

test('who is invited again loses password, app and sessions at once', async () => {
  const owner = await withApp(await world.member(partner, 'owner'));
  const member = await world.member(partner, 'finance');
  const { as } = await withApp(member);
  const path = `/members/${member.id}/invitation`;
  const made = await ask('POST', path, { as: owner.as, body: {} });
  assert.deepEqual(
    [made.body['status'], made.body['secondFactor']],
    ['invited', 'missing'],
    made.text,
  );
  assert.equal((await ask('GET', '/session', { as })).code, 'signed-out');
  assert.equal((await signIn(new Browser(), member)).code, 'sign-in-refused');
  const body = { invitation: made.body['invitation'], newPassword: 'another pot of tea' };
  const accepted = await ask('POST', '/invitation/accept', { as: new Browser(), body });
  assert.equal(accepted.status, 200, accepted.text);
});

test('a new password needs the old one, ends all other sessions, and is none of the first tried', async () => {
  const member = await world.member(partner, 'finance');
  const { as } = await withApp(member);
  const change = (given: string, newPassword: string) =>
    ask('POST', '/password', { as, body: { password: given, newPassword } });
  assert.equal((await change('not a kettle at all', 'a second kettle')).code, 'password-wrong');
  assert.equal((await change(password, password)).code, 'password-as-before');
  assert.equal((await change(password, 'Tea-House-1234')).code, 'password-too-simple');
  const stolen = new Browser();
  stolen.cookies.set('sampan-portal', as.token ?? '');
  assert.deepEqual((await change(password, 'a second kettle')).body, { changed: true });
  assert.equal((await ask('GET', '/session', { as: stolen })).code, 'signed-out');
  assert.equal(
    (await ask('GET', '/settings', { as })).status,
    200,
    'the second factor still counts',
  );
  assert.equal((await signIn(new Browser(), member)).code, 'sign-in-refused');
  world.machine.advance(days(1));
});
