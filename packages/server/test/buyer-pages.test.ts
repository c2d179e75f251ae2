/**
 * Goal: a web page signs in without ever holding a token, and no page of another site acts for a buyer.
 * Method: requests as browsers send them, with their cookies and their word about where they come from.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seconds } from '@sampan/primitives';
import { type BuyerWorld, buyerWorld, pin, type TestBuyer } from './buyer-world.ts';

let world: BuyerWorld;
let buyer: TestBuyer;
let orders = 0;

before(async () => {
  world = await buyerWorld();
  buyer = await world.buyer('100.00');
});

after(() => world.close());

const page = { 'sampan-session': 'ferry', 'sec-fetch-site': 'same-origin' };

async function signIn(headers: Readonly<Record<string, string>> = page) {
  const reply = await world.first.ask('POST', '/sign-in', {
    body: { login: buyer.login, pin },
    headers,
  });
  const cookies = [reply.headers['set-cookie'] ?? []].flat().map(String);
  return { ...reply, cookies, cookie: cookies.map((each) => each.split(';')[0]).join('; ') };
}

const me = (headers: Readonly<Record<string, string>>) =>
  world.first.ask('GET', '/me', { headers });

const codeOf = ({ body }: { readonly body: Record<string, unknown> }): unknown =>
  (body['error'] as { readonly code: string } | undefined)?.code;

test('the token of a page is in a cookie that scripts cannot read, and nowhere else', async () => {
  const { status, body, cookies, cookie } = await signIn();
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ['expiresAt', 'wallet']);
  assert.equal(cookies.length, 2);
  for (const each of cookies) {
    assert.match(each, /; Path=\/wallet\/api; HttpOnly; SameSite=Strict; Secure$/);
  }
  const known = await me({ ...page, cookie });
  assert.equal(known.body['walletId'], buyer.walletId);
});

test('a cookie alone signs nothing in: the page names it in a header', async () => {
  const { cookie } = await signIn();
  assert.equal(codeOf(await me({ cookie })), 'signed-out');
  assert.equal(codeOf(await me({ ...page, 'sampan-session': 'lantern', cookie })), 'signed-out');
});

test('a request of another site is refused, whatever it sends along', async () => {
  const { cookie } = await signIn();
  for (const headers of [
    { ...page, cookie, 'sec-fetch-site': 'cross-site' },
    { ...page, cookie, 'sec-fetch-site': 'same-site' },
    { 'sampan-session': 'ferry', cookie, origin: 'https://other.example' },
    { 'sampan-session': 'ferry', cookie, origin: 'null' },
  ]) {
    const reply = await me(headers);
    assert.deepEqual([reply.status, codeOf(reply)], [403, 'foreign-request']);
  }
  assert.equal((await signIn({ ...page, 'sec-fetch-site': 'cross-site' })).status, 403);
  const { status } = await me({ 'sampan-session': 'ferry', cookie, origin: 'http://localhost:80' });
  assert.equal(status, 200, 'the origin of the page itself');
});

test('the name of a cookie is a short word', async () => {
  const reply = await me({ 'sampan-session': 'Ferry; Path=/' });
  assert.deepEqual([reply.status, codeOf(reply)], [400, 'invalid-field']);
});

test('signing out ends the session and its cookie; the device stays known', async () => {
  const { cookie } = await signIn();
  const out = await world.first.ask('POST', '/sign-out', { headers: { ...page, cookie } });
  assert.equal(
    out.headers['set-cookie'],
    'sampan-ferry=; Max-Age=0; Path=/wallet/api; HttpOnly; SameSite=Strict; Secure',
  );
  assert.equal(codeOf(await me({ ...page, cookie })), 'signed-out');
});

test('a program goes on with its token', async () => {
  const { body, cookies } = await signIn({});
  assert.equal(cookies.length, 0);
  assert.match(String(body['token']), /^[0-9a-z]{50}$/);
});

test('codes ahead follow each other by the minute, and none is valid before its own', async () => {
  const rich = await world.buyer('1000.00');
  const token = await world.signIn(rich);
  const partnerId = await world.partner();
  const codes: Record<string, unknown>[] = [];
  for (const ahead of [0, 1, 4]) {
    const { status, body } = await world.first.ask('POST', '/codes', { token, body: { ahead } });
    assert.equal(status, 201);
    codes.push(body);
  }
  const [now, next, last] = codes.map((code) => ({
    code: String(code['code']),
    from: Date.parse(String(code['validFrom'])),
    until: Date.parse(String(code['expiresAt'])),
  }));
  assert.ok(now && next && last);
  assert.deepEqual([next.from, last.until], [now.until, now.from + 300_000]);
  const pay = async (code: string) => {
    const asked = world.payment(partnerId, code, '10.00', `ahead-${++orders}`);
    const paid = await world.acquiring.pay(asked);
    return paid.outcome === 'refused' ? paid.refusal : paid.outcome;
  };
  assert.equal(await pay(next.code), 'payment-code-not-valid');
  world.machine.advance(seconds(60));
  assert.equal(await pay(now.code), 'payment-code-not-valid');
  assert.equal(await pay(next.code), 'paid');
  const tooFar = await world.first.ask('POST', '/codes', { token, body: { ahead: 5 } });
  assert.equal(tooFar.status, 400);
});
