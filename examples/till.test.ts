/** Tests of a till: the scripted gateway in memory for failures, the real one for the rest. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPartner } from '@sampan/sdk';
import { memoryGateway, startGateway, virtualTime } from '@sampan/sdk/testing';

const sale = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Flat white' } as const;

test('a buyer who never confirms is not charged, and the till knows it after a minute', async () => {
  const [key, time] = ['0123456789abcdef0123456789abcdef', virtualTime()];
  const gateway = memoryGateway({ key, time });
  gateway.script({ pay: ['pending'], cancel: ['lost-reply'] });
  const partner = createPartner({
    gateway: 'test',
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport: gateway.transport,
    time,
  });
  const { outcome, attempts } = await partner.collect(sale, '288888888888888888');
  assert.equal(outcome, 'notPaid');
  assert.deepEqual(
    attempts.slice(-2).map(({ call }) => call),
    ['cancel', 'cancel'],
  );
  assert.equal(gateway.orders.find('T-1')?.charges, 0);
});

const gateway = await startGateway();
after(() => gateway.stop());

test('the real gateway takes the money', async () => {
  const partner = createPartner(await gateway.partner());
  const wallet = await gateway.wallet({ balance: '100.00' });
  const { outcome } = await partner.collect(sale, await wallet.code());
  assert.deepEqual([outcome, await wallet.balance()], ['paid', '60.75']);
  partner.close();
});
