// Goal: production never calls into the operator's own network, whatever an address contains or
// resolves to.
// Method: a receiver on loopback that must not be reached, and a resolver with prepared answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { httpTransport } from '#notification';
import {
  answers,
  type NotificationWorld,
  openNotificationWorld,
  openReceiver,
  productionSettings,
} from './notification-world.ts';

let world: NotificationWorld;
before(async () => {
  world = await openNotificationWorld();
});
after(() => world.close());

type Addresses = readonly { readonly address: string; readonly family: 4 | 6 }[];
const loopback = { address: '127.0.0.1', family: 4 } as const;
const elsewhere = { address: '93.184.216.34', family: 4 } as const;

/** Sends one notification; answers its delivery and what was asked of the resolver. */
async function attempt(
  host: string,
  { ownNetwork, resolved }: { ownNetwork: 'refused' | 'allowed'; resolved: Addresses },
) {
  const receiver = await openReceiver(answers('success'));
  const { port } = new URL(receiver.url);
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return resolved;
  };
  const notifier = world.notifier(
    { ...productionSettings, ownNetwork },
    { transport: httpTransport(resolve) },
  );
  const { id } = await world.partner();
  await world.facts(id, host.replace(':PORT', `:${port}`), 3);
  await notifier.runDue();
  const deliveries = await notifier.readDeliveries({ partnerId: id, limit: 5 });
  await receiver.close();
  return { deliveries, asked, got: receiver.got.length };
}

for (const [host, resolved, error] of [
  ['http://127.0.0.1:PORT/', [], /own network/],
  ['http://2130706433:PORT/', [], /own network/],
  ['http://[::1]:PORT/', [], /own network/],
  ['http://shop.example:PORT/', [loopback], /own network/],
  ['http://shop.example:PORT/', [{ address: '::ffff:127.0.0.1', family: 6 }], /own network/],
  ['http://shop.example:PORT/', [elsewhere, loopback], /own network/],
  ['http://shop.example:PORT/', [], /no address/],
] as const) {
  test(`refused: ${host}, which is ${JSON.stringify(resolved)}`, async () => {
    const { deliveries, got } = await attempt(host, { ownNetwork: 'refused', resolved });
    assert.equal(got, 0);
    for (const { state, attempts } of deliveries) {
      assert.equal(state, 'waiting', 'a name may point elsewhere the next time');
      assert.match(attempts[0]?.error ?? '', error);
    }
  });
}

test('the address that was looked at is the one that is connected to', async () => {
  const { deliveries, asked, got } = await attempt('http://shop.example:PORT/', {
    ownNetwork: 'allowed',
    resolved: [loopback],
  });
  // Only this resolver knows the name: a second lookup elsewhere would have failed.
  assert.equal(got, 3);
  assert.ok(asked.length >= 1 && asked.length <= 3, 'asked once for each connection');
  assert.ok(deliveries.every(({ state }) => state === 'delivered'));
});

for (const address of ['ftp://shop.example/', 'http://user:secret@127.0.0.1:PORT/', 'nowhere']) {
  test(`given up at once: ${address}`, async () => {
    const { deliveries, got } = await attempt(address, {
      ownNetwork: 'allowed',
      resolved: [loopback],
    });
    assert.equal(got, 0);
    assert.ok(deliveries.every(({ state }) => state === 'given-up'));
  });
}
