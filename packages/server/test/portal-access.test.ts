/**
 * Goal: one partner can never read or change another's, and no role more than it may.
 * Method: every route of the partner API is asked by every role, without a session, with an ended one, without a second factor in
 * production, and with the ids of another partner. What is expected is written here by hand, not taken from the declarations; a
 * route that is missing here fails.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { partnerApi, type Role, roles } from '@sampan/api';
import type { PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { Member } from '#staff';
import { Browser, type PortalProcess, type PortalWorld, portalWorld } from './portal-world.ts';

const all = ['owner', 'finance', 'developer', 'supervisor'];
const money = ['owner', 'finance', 'supervisor'];
const shops = ['owner', 'supervisor'];
const accounts = ['owner', 'finance'];
const technical = ['owner', 'developer'];
const owners = ['owner'];

/** Who may; `anyone` needs no session, `self` is about who is signed in and needs no second factor. */
const expected: Readonly<Record<string, readonly string[] | 'anyone' | 'self'>> = {
  'POST /sign-in': 'anyone',
  'POST /invitation': 'anyone',
  'POST /invitation/accept': 'anyone',
  'POST /sign-out': 'self',
  'GET /session': 'self',
  'GET /sessions': 'self',
  'DELETE /sessions/:id': 'self',
  'DELETE /sessions': 'self',
  'POST /password': 'self',
  'POST /second-factor/begin': 'self',
  'POST /second-factor': 'self',
  'GET /members': owners,
  'POST /members': owners,
  'POST /members/:id/invitation': owners,
  'PATCH /members/:id': owners,
  'GET /settings': all,
  'PATCH /settings': owners,
  'GET /log': owners,
  'GET /overview': all,
  'GET /trades': all,
  'GET /trades/sums': all,
  'GET /trades.csv': all,
  'GET /trades/:id': all,
  'POST /trades/:id/refunds': money,
  'POST /trades/:id/cancel': money,
  'GET /approvals': money,
  'POST /approvals/:id': money,
  'GET /shops': all,
  'POST /shops': shops,
  'GET /codes': all,
  'POST /codes': shops,
  'POST /codes/:id/status': shops,
  'GET /codes/:id/sign': all,
  'GET /batches': accounts,
  'GET /batches/:id': accounts,
  'GET /open-days': accounts,
  'GET /files': accounts,
  'GET /files/late': accounts,
  'GET /files/:name': accounts,
  'GET /keys': technical,
  'POST /keys/md5': technical,
  'POST /keys/public': technical,
  'GET /deliveries': technical,
  'GET /deliveries/health': technical,
  'GET /deliveries/:id': technical,
  'POST /deliveries/:id/resend': technical,
};

/** Bodies that get as far as the thing they are about. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /members': { login: 'x@tea.example', name: 'X', role: 'finance' },
  'POST /members/:id/invitation': {},
  'PATCH /members/:id': { status: 'left' },
  'PATCH /settings': { approveAbove: '70.00' },
  'POST /trades/:id/refunds': { amount: '1.00', why: 'cracked cup' },
  'POST /trades/:id/cancel': { why: 'cracked cup' },
  'POST /approvals/:id': { answer: 'approve' },
  'POST /codes/:id/status': { status: 'STOP', why: 'lost' },
};

let world: PortalWorld;
let production: PortalProcess;
let own: PartnerId;
let other: PartnerId;
const people = new Map<Role, Member>();
/** Ids of the other partner. */
const foreignIds: string[] = [];

before(async () => {
  world = await portalWorld();
  production = await world.openProcess({ sandbox: false });
  own = await world.partner({ name: 'Tea House' });
  other = await world.partner({ name: 'Secret House' });
  for (const role of roles) people.set(role, await world.member(own, role));
  const [stranger, asker] = [
    await world.member(other, 'owner'),
    await world.member(other, 'finance'),
  ];
  const wallet = await world.wallet('500.00');
  await world.pay(other, wallet, '100.00', 'secret-order');
  await world.pay(own, wallet, '100.00', 'own-order');
  const [trade] = await world.sql(
    "select trade_id from trades where partner_trans_id = 'secret-order'",
  );
  const tradeId = String(trade?.['trade_id']);
  const approvalId = '9'.repeat(28);
  await world.sql(
    `insert into approvals (approval_id, partner_id, kind, trade_id, command_id, amount, currency, why, asked_by,
       asked_name, asked_at, ends_at, state)
     values ($1, $2, 'refund', $3, $1, 100, 'HKD', 'secret reason', $4, 'Secret Person', now(), now() + interval '9 years', 'waits')`,
    [approvalId, other, tradeId, asker.id],
  );
  await world.signIn(stranger);
  const [session] = await world.sql(
    'select left(token_hash, 16) as id from staff_sessions where member_id = $1',
    [stranger.id],
  );
  foreignIds.push(tradeId, stranger.id, approvalId, String(session?.['id']));
});
after(() => world.close());

const names = Object.keys(partnerApi);

const isServed = (app: FastifyInstance, name: string): boolean => {
  const [method = '', path = ''] = name.split(' ');
  return app.hasRoute({ method: method as 'GET', url: `/portal/api${path}` });
};

function askAs(process: PortalProcess, name: string, as: Browser | undefined, id = foreignIds[0]) {
  const [method = '', path = ''] = name.split(' ');
  const body = bodies[name];
  return process.ask(method as 'GET', path.replace(/:(id|name)/, id ?? ''), {
    as,
    ...(method !== 'GET' && method !== 'DELETE' && { body: body ?? {} }),
  });
}

const signedInAs = (role: Role, process = world.first) =>
  world.signIn(people.get(role) ?? { login: '' }, process);

test('every route is expected here, and no other', () => {
  assert.deepEqual(Object.keys(expected).sort(), [...names].sort());
  assert.deepEqual([...roles].sort(), [...all].sort());
});

for (const name of names) {
  test(`${name}: who may`, async (context) => {
    if (!isServed(world.first.app, name)) return context.skip('not served yet');
    const may = expected[name] ?? [];
    const strangers = [undefined, new Browser()];
    for (const as of strangers) {
      const told = await askAs(world.first, name, as);
      if (may === 'anyone') assert.notEqual(told.code, 'signed-out');
      else assert.deepEqual([told.status, told.code], [401, 'signed-out']);
    }
    if (may === 'anyone') return;
    const ended = await signedInAs('owner');
    await world.first.ask('POST', '/sign-out', { as: ended });
    const late = new Browser();
    late.cookies.set('sampan-portal', 'a'.repeat(50));
    for (const as of [ended, late]) {
      assert.equal((await askAs(world.first, name, as)).code, 'signed-out');
    }
    for (const role of roles) {
      const told = await askAs(world.first, name, await signedInAs(role));
      const isAllowed = may === 'self' || may.includes(role);
      if (isAllowed) assert.ok(told.status !== 401 && told.code !== 'not-allowed', told.text);
      else
        assert.deepEqual([told.status, told.code], [403, 'not-allowed'], `${role}: ${told.text}`);
      assert.ok(told.status < 500, told.text);
      const bare = await askAs(production, name, await signedInAs(role, production));
      if (may === 'self') assert.notEqual(bare.code, 'second-factor-needed');
      else assert.deepEqual([bare.status, bare.code], [403, 'second-factor-needed'], bare.text);
    }
  });

  test(`${name}: nothing of another partner`, async (context) => {
    if (!isServed(world.first.app, name)) return context.skip('not served yet');
    const before = await stateOfOther();
    for (const role of roles) {
      for (const id of foreignIds) {
        const told = await askAs(world.first, name, await signedInAs(role), id);
        assert.ok(!/secret/i.test(told.text), `${role} reads ${told.text}`);
        if (/:(id|name)/.test(name)) assert.ok(told.status >= 400 && told.status < 500, told.text);
        if (!/:(id|name)/.test(name)) break;
      }
    }
    assert.deepEqual(await stateOfOther(), before);
  });
}

test('a session is of one partner', async () => {
  const as = await world.signIn({ login: people.get('owner')?.login ?? '' });
  const { body } = await world.first.ask('GET', '/session', { as });
  assert.equal(Object(body['partner']).id, own);
});

/** All rows that belong to the other partner; sessions are seen by being asked for. */
async function stateOfOther(): Promise<unknown> {
  const tables = ['trades', 'refunds', 'approvals', 'staff_log', 'staff_members', 'staff_settings'];
  const rows = await Promise.all(
    [...tables, 'shops', 'merchant_codes', 'partner_keys', 'partners'].map((table) =>
      world.sql(
        `select md5(coalesce(string_agg(each::text, ',' order by each::text), '')) as all_rows
        from ${table} as each where partner_id = $1`,
        [other],
      ),
    ),
  );
  const sessions = await world.sql(
    `select count(*)::int as n from staff_sessions join staff_members using (member_id) where partner_id = $1`,
    [other],
  );
  return [rows, sessions];
}
