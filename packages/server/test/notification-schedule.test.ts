// Goal: a notification is sent until it is acknowledged, at the schedule's times and no more often.
// Method: a real receiver with prepared answers, and a manual clock.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { days, hours, instant, milliseconds, minutes, seconds } from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { BusinessClock, ClocksDiffer, moveClock } from '#database';
import {
  answers,
  type NotificationWorld,
  openNotificationWorld,
  openReceiver,
} from './notification-world.ts';

let world: NotificationWorld;
before(async () => {
  world = await openNotificationWorld();
});
after(() => world.close());
afterEach(() => assert.deepEqual(world.failures, []));

const published = [minutes(2), minutes(10), minutes(10), hours(1), hours(2), hours(6), hours(15)];
const helpCentre = [minutes(4), minutes(10), minutes(15), hours(1), hours(2), hours(6), hours(15)];

for (const [schedule, gaps] of [
  ['hong-kong', published],
  ['help-centre', helpCentre],
] as const) {
  test(`the schedule ${schedule}: eight sends at the published times, then no more`, async () => {
    const notifier = world.notifier({ schedule });
    const receiver = await openReceiver(answers('fail'));
    const { id, keys } = await world.partner();
    const [fact] = await world.facts(id, receiver.url);
    let at = fact?.at ?? world.clock.now();
    assert.equal(await notifier.runDue(), 1);
    for (const gap of gaps) {
      // A send that comes late does not make the next one late.
      world.machine.advance((gap - 2) as never);
      assert.equal(await notifier.runDue(), 0, 'not before it is due');
      world.machine.advance(2 as never);
      assert.equal(await notifier.runDue(), 1);
      at = (at + gap) as never;
    }
    world.machine.advance(hours(48));
    assert.equal(await notifier.runDue(), 0, 'eight are enough');
    assert.equal(receiver.got.length, 8);

    const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 5 });
    assert.equal(delivery?.state, 'given-up');
    assert.equal(delivery?.attempts.at(-1)?.plannedAt, at);
    assert.deepEqual(
      delivery?.attempts.map(({ number, status, body }) => ({ number, status, body })),
      Array.from({ length: 8 }, (_, index) => ({ number: index + 1, status: 200, body: 'fail' })),
    );
    const said = await Promise.all(receiver.got.map((_, index) => receiver.read(index, keys)));
    assert.equal(new Set(said.map(({ parameters }) => parameters.get('notify_id'))).size, 1);
    const times = said.map(({ notification }) => notification.notify_time);
    assert.equal(new Set(times).size, 8, 'each says when it was sent');
    await receiver.close();
  });
}

test('a worker whose clock is days ahead sends nothing, and goes on when it is put right', async () => {
  const bound = { differenceMax: minutes(30), timers: systemTimers };
  const clock = new BusinessClock(world.machine, { bound });
  const failures: unknown[] = [];
  let failed: () => void = () => undefined;
  const onFailure = (failure: unknown): void => {
    failures.push(failure);
    if (failures.length > 20) failed();
  };
  const more = { clock, onFailure, timers: systemTimers };
  const receiver = await openReceiver(answers('fail'));
  const { id } = await world.partner();
  const startedAt = world.machine.now();
  world.machine.set(systemClock.now());
  await world.facts(id, receiver.url);
  const notifier = world.notifier({ pollEvery: milliseconds(2) }, more);
  try {
    notifier.start();
    await receiver.hasGot(1);
    const rightAt = world.machine.now();
    world.machine.set(instant(rightAt + days(3)));
    await new Promise<void>((resolve) => {
      failed = resolve;
    });
    assert.ok(failures.every((failure) => failure instanceof ClocksDiffer));
    assert.equal(receiver.got.length, 1, 'no retry is sent before its time');
    receiver.behave = answers('success');
    world.machine.set(instant(rightAt + minutes(2)));
    await receiver.hasGot(2);
  } finally {
    await notifier.stop();
    world.machine.set(startedAt);
    await receiver.close();
  }
  assert.equal(receiver.got.length, 2);
  const [delivery] = await world.own.run({
    name: '',
    text: `select state, latest_sent_at < clock_timestamp() + interval '1 hour' as now from deliveries
      where partner_id = '${id}'`,
  });
  assert.deepEqual(delivery, { state: 'delivered', now: true });
});

test('after a long stop what is overdue is sent one after the other, never two at once', async () => {
  const notifier = world.notifier();
  let open = 0;
  let openMost = 0;
  const receiver = await openReceiver((response) => {
    openMost = Math.max(openMost, ++open);
    response.on('finish', () => open--);
    response.end('fail');
  });
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  world.machine.advance(hours(1));
  assert.equal(await notifier.runDue(), 4, 'the first, and those after 2, 12 and 22 minutes');
  assert.equal(openMost, 1);
  await receiver.close();
});

test('when the clock of the sandbox is moved, the schedule follows it', async () => {
  const notifier = world.notifier();
  const receiver = await openReceiver(answers('fail'));
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  assert.equal(await notifier.runDue(), 1);
  await moveClock(world.own, world.clock, (world.clock.now() + minutes(2)) as never);
  assert.equal(await notifier.runDue(), 1);
  receiver.behave = answers('success');
  await moveClock(world.own, world.clock, (world.clock.now() + minutes(10)) as never);
  assert.equal(await notifier.runDue(), 1);
  await moveClock(world.own, world.clock, (world.clock.now() + hours(30)) as never);
  await notifier.runDue();
  assert.equal(receiver.got.length, 3, 'it was acknowledged');
  await receiver.close();
});

for (const [name, behaviour, state] of [
  ['success', answers('success'), 'delivered'],
  ['SUCCESS', answers('SUCCESS'), 'delivered'],
  ['success among line ends', answers('\n\n\n\n\nsuccess\n'), 'delivered'],
  ['success with status 201', answers('success', 201), 'delivered'],
  ['fail', answers('fail'), 'waiting'],
  ['nothing', answers(''), 'waiting'],
  ['a page that says success', answers('<html>success</html>'), 'waiting'],
  ['success with status 500', answers('success', 500), 'waiting'],
  ['success after a long page', answers(`${' '.repeat(200_000)}success`), 'waiting'],
  ['zeros', answers('\0\0'), 'waiting'],
] as const) {
  test(`a receiver that answers ${name} leaves it ${state}`, async () => {
    const notifier = world.notifier();
    const receiver = await openReceiver(behaviour);
    const { id } = await world.partner();
    await world.facts(id, receiver.url);
    assert.equal(await notifier.runDue(), 1);
    const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 5 });
    assert.equal(delivery?.state, state);
    assert.ok((delivery?.attempts[0]?.body?.length ?? 0) <= 1_024);
    await receiver.close();
  });
}

test('a redirect is not followed', async () => {
  const notifier = world.notifier();
  const elsewhere = await openReceiver();
  const receiver = await openReceiver(answers('success', 302, { location: elsewhere.url }));
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  await notifier.runDue();
  const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 5 });
  assert.equal(delivery?.state, 'waiting');
  assert.equal(delivery?.attempts[0]?.status, 302);
  assert.equal(elsewhere.got.length, 0);
  await Promise.all([receiver.close(), elsewhere.close()]);
});

test('a receiver that does not answer has ten seconds', async () => {
  const notifier = world.notifier();
  const receiver = await openReceiver(() => undefined);
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  const recorded = new Promise((resolve) => notifier.follow(resolve));
  assert.equal(await handedOver(notifier.runDue(), receiver), 0, 'it goes on in the background');
  world.timers.advance(seconds(6));
  await recorded;
  const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 5 });
  assert.equal(delivery?.attempts[0]?.error, 'timeout');
  assert.equal(delivery?.attempts[0]?.status, undefined);
  await receiver.close();

  async function handedOver(run: Promise<number>, { hasGot }: typeof receiver): Promise<number> {
    await hasGot(1);
    world.timers.advance(seconds(5));
    return run;
  }
});

test('a receiver that closes the connection, or is not there, has not received', async () => {
  const notifier = world.notifier();
  const receiver = await openReceiver((_response, _form, request) => request.socket.destroy());
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  await notifier.runDue();
  assert.equal(receiver.got.length, 1, 'one attempt is one request');
  await receiver.close();
  world.machine.advance(minutes(2));
  await notifier.runDue();
  const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 5 });
  assert.equal(delivery?.attempts.length, 2);
  assert.match(delivery?.attempts[0]?.error ?? '', /closed|socket|reset/i);
  assert.match(delivery?.attempts[1]?.error ?? '', /ECONNREFUSED/);
});

test('sent again by hand: beside the schedule, and an acknowledgement counts', async () => {
  const notifier = world.notifier();
  const receiver = await openReceiver(answers('fail'));
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  await notifier.runDue();
  const [{ notifyId } = { notifyId: '' }] = await notifier.readDeliveries({
    partnerId: id,
    limit: 1,
  });
  assert.equal((await notifier.resend(notifyId))?.result, 'not-acknowledged');
  world.machine.advance(minutes(2));
  await notifier.runDue();
  assert.equal(receiver.got.length, 3, 'the schedule goes on as it was');
  world.machine.advance(hours(48));
  await notifier.runDue();
  assert.equal(receiver.got.length, 9, 'eight, and the one by hand');
  receiver.behave = answers('success');
  assert.equal((await notifier.resend(notifyId))?.result, 'acknowledged');
  const [delivery] = await notifier.readDeliveries({ partnerId: id, limit: 1 });
  assert.equal(delivery?.state, 'delivered');
  assert.deepEqual(
    delivery?.attempts.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  assert.equal(await notifier.resend('0123456789abcdef'), undefined);
  assert.equal(await notifier.resend("no id' at all"), undefined);
  await receiver.close();
});

test('notify_verify: true while it is sent and for a minute after, for its partner alone', async () => {
  const notifier = world.notifier({ genuineFor: seconds(60) });
  const asked: boolean[] = [];
  const { id } = await world.partner();
  const other = await world.partner();
  const receiver = await openReceiver((response, form) => {
    const notifyId = form.get('notify_id') ?? '';
    void notifier.isGenuine(id, notifyId, world.clock.now()).then((genuine) => {
      asked.push(genuine);
      response.end('fail');
    });
  });
  await world.facts(id, receiver.url);
  await notifier.runDue();
  assert.deepEqual(asked, [true], 'a handler may ask before it answers');
  const notifyId = receiver.got[0]?.form.get('notify_id') ?? '';
  const isGenuine = (partner = id, name = notifyId) =>
    notifier.isGenuine(partner, name, world.clock.now());
  assert.equal(await isGenuine(other.id), false);
  assert.equal(await isGenuine(id, 'ac05099524730693a8b330c5ecf72da978'), false);
  assert.equal(await isGenuine(id, "x' or true"), false);
  world.machine.advance(seconds(60));
  assert.equal(await isGenuine(), true);
  world.machine.advance(seconds(1));
  assert.equal(await isGenuine(), false);
  world.machine.advance(seconds(59));
  await notifier.runDue();
  assert.equal(await isGenuine(), true, 'the latest sending counts');
  await receiver.close();
});
