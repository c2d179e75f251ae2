/**
 * Goal: a passkey signs in and confirms like the PIN, and nothing else does: no replay, no other site, no other wallet's
 * passkey, no late answer, no copied device.
 * Method: the buyer's API on a real database, asked by a device of Node's own cryptography that can also cheat.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId } from '@sampan/primitives';
import {
  type BuyerProcess,
  type BuyerWorld,
  buyerWorld,
  pin,
  type Reply,
  type TestBuyer,
  wrongPin,
} from './buyer-world.ts';
import { type Signing, type SoftPasskey, softPasskey } from './soft-passkey.ts';

let world: BuyerWorld;
let open: BuyerProcess;
let partnerId: PartnerId;
const webAddress = () => 'https://pay.example';

before(async () => {
  world = await buyerWorld();
  open = await world.openProcess({ webAddress });
  partnerId = await world.partner({ name: 'Harbour Coffee Ltd' });
});
after(() => world.close());

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string } | undefined)?.code;

const post = (path: string, body?: object, token?: string, process = open) =>
  process.ask('POST', path, { body, token });

type Buyer = TestBuyer & { readonly token: string };

async function signedIn(balance = '100.00'): Promise<Buyer> {
  const buyer = await world.buyer(balance);
  return { ...buyer, token: await world.signIn(buyer, open) };
}

async function challenge(path: string, body?: object, token?: string): Promise<string> {
  const { status, body: answer } = await post(`/passkey-challenges/${path}`, body, token);
  assert.equal(status, 201, JSON.stringify(answer));
  return String(answer['challenge']);
}

async function add({ token }: Buyer, passkey = softPasskey()): Promise<SoftPasskey> {
  const made = passkey.make({ challenge: await challenge('add', { pin }, token) });
  const added = await post('/passkeys', made, token);
  assert.equal(added.status, 201, JSON.stringify(added.body));
  return passkey;
}

const signIn = async (passkey: SoftPasskey, change: Partial<Signing> = {}): Promise<Reply> =>
  post('/sign-in/passkey', passkey.sign({ challenge: await challenge('sign-in'), ...change }));

test('a passkey is added with the PIN, signs in, is listed and removed', async () => {
  const buyer = await signedIn();
  const { token } = buyer;
  const refused = await post('/passkey-challenges/add', { pin: wrongPin }, token);
  assert.equal(codeOf(refused), 'pin-wrong');
  const [one, two] = [await add(buyer), await add(buyer)];
  const { body } = await signIn(two, {
    userHandle: Buffer.from(buyer.walletId).toString('base64url'),
  });
  const me = await open.ask('GET', '/me', { token: String(body['token']) });
  assert.equal(me.body['walletId'], buyer.walletId);
  const listed = await open.ask('GET', '/passkeys', { token });
  const passkeys = listed.body['passkeys'] as { passkeyId: string; usedAt?: string }[];
  assert.deepEqual(
    passkeys.map(({ passkeyId, usedAt }) => [passkeyId, usedAt !== undefined]).sort(),
    [
      [one.passkeyId, false],
      [two.passkeyId, true],
    ].sort(),
  );
  const removed = await open.ask('DELETE', `/passkeys/${two.passkeyId}`, { token });
  assert.equal((removed.body['passkeys'] as unknown[]).length, 1);
  assert.equal(codeOf(await signIn(two)), 'passkey-refused');
  const told = await open.ask('GET', '/messages', { token });
  const kinds = (told.body['messages'] as { kind: string }[]).map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === 'passkey-added').length, 2);
  assert.ok(kinds.includes('passkey-removed'));
});

test('an answer counts once, in every process, also when it is sent twice at once', async () => {
  const passkey = await add(await signedIn());
  const other = await world.openProcess({ webAddress });
  const answer = passkey.sign({ challenge: await challenge('sign-in') });
  const both = await Promise.all(
    [open, other].map((process) => post('/sign-in/passkey', answer, undefined, process)),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 403]);
  assert.equal(codeOf(await post('/sign-in/passkey', answer)), 'passkey-refused');
});

const lies: readonly (readonly [string, Partial<Signing>])[] = [
  ['another site asked for it', { origin: 'https://pay.example.evil.example' }],
  ['it is of another site', { rpId: 'evil.example' }],
  ['the page was not encrypted', { origin: 'http://pay.example' }],
  ['the device did not verify the person', { verified: false }],
  ['the challenge is invented', { challenge: 'aW52ZW50ZWQ' }],
  ['it names another buyer', { userHandle: 'MjE2MDAwMDAwMDAwMDAwMA' }],
];
for (const [why, lie] of lies) {
  test(`no session when ${why}`, async () => {
    const passkey = await add(await signedIn());
    assert.equal(codeOf(await signIn(passkey, lie)), 'passkey-refused');
    // It was the lie: the same device with the truth is let in.
    assert.equal((await signIn(passkey)).status, 200);
  });
}

test('a late answer, a changed one and that of an unknown device are refused', async () => {
  const passkey = await add(await signedIn());
  const late = passkey.sign({ challenge: await challenge('sign-in') });
  world.machine.advance(minutes(5));
  assert.equal(codeOf(await post('/sign-in/passkey', late)), 'passkey-refused');
  const changed = passkey.sign({ challenge: await challenge('sign-in') });
  const data = changed.authenticatorData.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  const forged = { ...changed, authenticatorData: data };
  assert.equal(codeOf(await post('/sign-in/passkey', forged)), 'passkey-refused');
  assert.equal(codeOf(await signIn(softPasskey())), 'passkey-refused');
  const rubbish = { ...changed, clientData: 'bm90LWpzb24' };
  assert.equal(codeOf(await post('/sign-in/passkey', rubbish)), 'passkey-refused');
});

test('a copied device is noticed by its count of uses', async () => {
  const passkey = await add(await signedIn());
  assert.equal((await signIn(passkey, { counter: 7 })).status, 200);
  assert.equal(codeOf(await signIn(passkey, { counter: 7 })), 'passkey-refused');
  assert.equal(codeOf(await signIn(passkey, { counter: 3 })), 'passkey-refused');
  assert.equal((await signIn(passkey, { counter: 8 })).status, 200);
});

test('a challenge of one wallet or purpose makes no passkey of another', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const theirs = await challenge('add', { pin }, one.token);
  const made = softPasskey().make({ challenge: theirs });
  assert.equal(codeOf(await post('/passkeys', made, two.token)), 'passkey-refused');
  const open = softPasskey().make({ challenge: await challenge('sign-in') });
  assert.equal(codeOf(await post('/passkeys', open, two.token)), 'passkey-refused');
  // A passkey that is known already stays with its wallet.
  const known = await add(one);
  const again = known.make({ challenge: await challenge('add', { pin }, two.token) });
  assert.equal(codeOf(await post('/passkeys', again, two.token)), 'too-many-passkeys');
  const { body } = await signIn(known);
  assert.equal((body['wallet'] as { walletId: string }).walletId, one.walletId);
});

async function scanned({ token }: Buyer): Promise<string> {
  const code = await world.order(partnerId, '30.00');
  const { body } = await post('/scan', { code: `https://pay.example/q/${code}` }, token);
  return String(body['tradeId']);
}

test('a passkey confirms one payment of its own wallet, once', async () => {
  const [buyer, thief] = [await signedIn(), await signedIn()];
  const [own, stolen] = [await add(buyer), await add(thief)];
  const [tradeId, other] = [await scanned(buyer), await scanned(buyer)];
  const ask = (id: string, { token } = buyer) => challenge('pay', { tradeId: id }, token);
  const pay = (passkey: object, id = tradeId) =>
    post('/pay', { tradeId: id, passkey }, buyer.token);
  // Another wallet's passkey, an answer for another trade, and one that signs in, pay nothing.
  for (const answer of [
    stolen.sign({ challenge: await ask(tradeId) }),
    stolen.sign({ challenge: await ask(tradeId, thief) }),
    own.sign({ challenge: await ask(other) }),
    own.sign({ challenge: await challenge('sign-in') }),
  ]) {
    assert.equal(codeOf(await pay(answer)), 'passkey-refused');
  }
  const answer = own.sign({ challenge: await ask(tradeId) });
  const paid = await pay(answer);
  assert.equal(paid.body['status'], 'paid', JSON.stringify(paid.body));
  // Sent again, because the answer was lost: it is paid, and was charged once.
  assert.equal((await pay(answer)).body['status'], 'paid');
  assert.equal(codeOf(await pay(answer, other)), 'passkey-refused');
  const me = await open.ask('GET', '/me', { token: buyer.token });
  assert.equal(me.body['balance'], '70.00');
  assert.deepEqual(await world.audit(), []);
});

test('a payment without PIN and passkey is refused, and so is one in a wallet without passkeys', async () => {
  const buyer = await signedIn();
  const tradeId = await scanned(buyer);
  assert.equal(codeOf(await post('/pay', { tradeId }, buyer.token)), 'invalid-field');
  const asked = await post('/passkey-challenges/pay', { tradeId }, buyer.token);
  assert.equal(codeOf(asked), 'passkey-unknown');
});

test('a new PIN removes all passkeys: who had the old one may have added one', async () => {
  const buyer = await signedIn();
  const passkey = await add(buyer);
  const changed = await post('/pin', { pin, newPin: '583920' }, buyer.token);
  assert.equal(changed.status, 200);
  assert.equal(codeOf(await signIn(passkey)), 'passkey-refused');
});

test('a wallet has ten passkeys at most', async () => {
  const buyer = await signedIn();
  for (let count = 0; count < 10; count++) await add(buyer);
  const made = softPasskey().make({ challenge: await challenge('add', { pin }, buyer.token) });
  assert.equal(codeOf(await post('/passkeys', made, buyer.token)), 'too-many-passkeys');
});

test('an address that begins sign-ins without end has to wait', async () => {
  const begin = () => open.ask('POST', '/passkey-challenges/sign-in', { from: '192.0.2.7' });
  const statuses: number[] = [];
  for (let count = 0; count < 32; count++) statuses.push((await begin()).status);
  assert.deepEqual(statuses.slice(28), [201, 201, 429, 429]);
  world.machine.advance(minutes(1));
  assert.equal((await begin()).status, 201);
});

test('an address of digits has no passkeys; a sandbox has those of the name that it was opened by', async () => {
  const sandbox = await world.openProcess();
  const at = (origin: string) =>
    sandbox.ask('POST', '/passkey-challenges/sign-in', { headers: { origin } });
  assert.equal(codeOf(await at('http://192.168.1.20:8700')), 'passkeys-not-here');
  assert.equal(codeOf(await at('http://[::1]:8700')), 'passkeys-not-here');
  assert.equal((await at('http://localhost:8700')).body['rpId'], 'localhost');
});
