/**
 * Goal: the demo shows real exchanges that a newcomer can follow, as often as one likes, on the world
 * that `start --demo` has made and on one that has none.
 * Method: `sampan demo` as a child process; its JSON is checked with the protocol's own functions.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { secret } from '@sampan/primitives';
import { readReply, verifyReply, verifyRequest } from '@sampan/protocol';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
before(async () => {
  server = await startSampan(['--demo']);
});
after(() => server.stop());

interface Played {
  readonly title: string;
  readonly request: { readonly url: string; readonly parameters: Record<string, string> };
  readonly reply: { readonly xml: string; readonly fields: Record<string, string> };
}

test('the demo plays payments, a refund and a cancel, signed both ways', async () => {
  const { demo } = server.addresses as {
    demo: { partner: { id: string; md5Key: string }; wallets: { loginId: string }[] };
  };
  const told = await server.ask('demo');
  assert.equal(told['succeeded'], true);
  assert.equal(told['partner'], demo.partner.id);
  const exchanges = told['exchanges'] as Played[];
  assert.deepEqual(
    exchanges.map(({ request }) => request.parameters['service']?.split('.').slice(2).join('.')),
    ['overseas.spot.pay', 'overseas.query', 'overseas.spot.refund', 'overseas.spot.pay', 'cancel'],
  );
  const keys = { md5Key: secret(demo.partner.md5Key) };
  for (const { title, request, reply } of exchanges) {
    assert.equal(reply.fields['result_code'], 'SUCCESS', title);
    const read = readReply(Buffer.from(reply.xml));
    assert.ok(read.ok && (await verifyReply(read.value, keys)), title);
    const parameters = new Map(Object.entries(request.parameters));
    assert.ok(await verifyRequest({ parameters, charset: 'UTF-8', replyCharset: 'UTF-8' }, keys));
  }
});

test('again it makes new payments, and a person can read them', async () => {
  const [first, second] = await Promise.all([server.run('demo'), server.run('demo')]);
  for (const { code, stdout, stderr } of [first, second]) {
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^1\. A buyer from Hong Kong pays 39\.25/);
    assert.match(stdout, /<result_code>SUCCESS<\/result_code>/);
    assert.equal(stdout.match(/signature of the reply: valid/g)?.length, 5);
    assert.match(stdout, /All of it succeeded\.\n$/);
    assert.ok(!stdout.includes('\u001b['), 'no colours in a pipe');
  }
  const audit = await server.ask('audit');
  assert.equal(audit['holds'], true);
});

test('what the demo has paid is seen in its wallets and trades', async () => {
  const told = await server.ask('demo');
  const [paid, , , cancelled] = told['exchanges'] as Played[];
  const trade = (played: Played | undefined) => String(played?.reply.fields['alipay_trans_id']);
  const [refunded, undone, shown, wallet] = await Promise.all([
    server.ask('trade', 'show', trade(paid)),
    server.ask('trade', 'show', trade(cancelled)),
    server.run('trade', 'show', trade(paid)),
    server.run('wallet', 'show', '852-90000001'),
  ]);
  assert.deepEqual(
    [refunded['status'], refunded['amount'], refunded['refunded']],
    ['paid', '39.25', '10.00'],
  );
  assert.equal((refunded['entries'] as unknown[]).length, 2);
  assert.deepEqual([undone['status'], undone['closedBy']], ['closed', 'cancel']);
  assert.match(shown.stdout, /Refunds:\n.*done.*10\.00 {2}HKD/);
  assert.match(wallet.stdout, /Last trades, newest first:\n.*paid.*39\.25 {2}HKD/);
});
