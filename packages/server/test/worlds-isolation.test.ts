/**
 * Goal: nothing of a world shows in another: each route of the operations API, asked in one world with the ids of
 * another, answers that it knows none of them.
 * Method: one server in this process; the routes are those that `@sampan/api` declares.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type NewWorldView, operationsApi } from '@sampan/api';
import { required } from '@sampan/primitives';
import { testKeys } from '#test-kit';
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

test('no route of a world knows the ids of another', async () => {
  const [own, other] = [await here.create(), await here.create()];
  const trade = await pay(other, 'I-1');
  const ids: Readonly<Record<string, string>> = {
    partners: required(other.partners[0], 'it has partners').id,
    wallets: walletOf(other),
    trades: trade,
    notifications: 'ac05099524730693a8b330c5ecf72da978',
    exchanges: 'a'.repeat(20),
    scenarios: 'a'.repeat(20),
  };
  const walked: string[] = [];
  const known: string[] = [];
  for (const route of Object.keys(operationsApi)) {
    const [method = '', path = ''] = route.split(' ');
    const [, subject = ''] = /^\/admin\/(\w+)\/:id/.exec(path) ?? [];
    const id = ids[subject];
    if (id === undefined) continue;
    const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[route] ?? {});
    const query = path.endsWith('/copy') ? '?as=curl' : '';
    const asked = path.replace(':id', id) + query;
    const { status, code } = await here.admin(method, asked, body, own.world);
    if (status !== 404) known.push(`${route}: ${status} ${String(code)}`);
    walked.push(route);
  }
  assert.deepEqual(known, []);
  assert.ok(walked.length >= 15, walked.join(', '));
  for (const list of ['trades', 'deliveries', 'notifications', 'exchanges']) {
    const { body } = await here.admin('GET', `/admin/${list}`, undefined, own.world);
    assert.doesNotMatch(JSON.stringify(body), new RegExp(`${trade}|I-1`), list);
  }
});

/** So that a request is refused for its ids, and for nothing else. */
const bodies: Readonly<Record<string, object>> = {
  'PATCH /admin/partners/:id': { name: 'Tea' },
  'POST /admin/partners/:id/keys/public': { publicKey: testKeys.partner.publicKey },
  'PATCH /admin/wallets/:id': { paymentLimit: '1.00' },
  'POST /admin/wallets/:id/top-ups': { amount: '1.00' },
  'POST /admin/wallets/:id/scan': { code: 'a'.repeat(20) },
  'POST /admin/wallets/:id/confirm': { answer: 'confirm' },
  'PUT /admin/partners/:id/sftp': { password: 'a password for files' },
  'PUT /admin/partners/:id/payout': { holder: 'TEA', account: '012345678', bank: 'HSBCHKHHHKH' },
};
