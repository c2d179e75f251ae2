/**
 * Goal: a stream sends every event once, also without hints and for events caused by time alone; a
 * device that does not read costs nothing.
 * Method: a real database; devices and elapsed time are moved by hand.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId, seconds } from '@sampan/primitives';
import { hkd, ManualTimers } from '#test-kit';
import { Sessions, sessionHash } from '#wallet';
import { beatEvery, LiveUpdates } from '../src/app-api/buyer/live-updates.ts';
import type { Sink } from '../src/app-api/event-sink.http.ts';
import { type BuyerWorld, buyerWorld, type TestBuyer } from './buyer-world.ts';

let world: BuyerWorld;
let partnerId: PartnerId;

before(async () => {
  world = await buyerWorld();
  partnerId = await world.partner();
});
after(() => world.close());

async function signedIn(balance: string, change = {}): Promise<TestBuyer & { token: string }> {
  const buyer = await world.buyer(balance, change);
  return { ...buyer, token: await world.signIn(buyer) };
}

const pay = (buyer: TestBuyer, amount: string) => world.pay(partnerId, buyer.walletId, amount);

/** A device as its connection shows it, and streams whose time is moved by hand. */
function byHand(buyer: TestBuyer & { token: string }) {
  const timers = new ManualTimers();
  const { clock, reader } = world.platform;
  const errors: unknown[] = [];
  const live = new LiveUpdates({
    reader,
    sessions: new Sessions(world.platform),
    clock,
    timers,
    onError: (error) => errors.push(error),
  });
  const open = (lastEventId?: string) => {
    const device = new Device();
    const stream = live.open({
      walletId: buyer.walletId,
      session: sessionHash(buyer.token),
      sink: device,
      openedAt: world.machine.now(),
      lastEventId,
    });
    return { device, stream };
  };
  return { timers, live, open, errors, close: () => live.close() };
}

class Device implements Sink {
  isFull = false;
  ended = false;
  text = '';
  #waiting: { readonly part: string; readonly found: () => void }[] = [];

  write(text: string): void {
    this.text += text;
    this.#waiting = this.#waiting.filter(({ part, found }) => {
      if (this.text.includes(part)) found();
      return !this.text.includes(part);
    });
  }

  end(): void {
    this.ended = true;
  }

  /** Settles when the text has come. */
  has(part: string): Promise<void> {
    if (this.text.includes(part)) return Promise.resolve();
    return new Promise((found) => this.#waiting.push({ part, found }));
  }
}

test('without any hint a beat finds what was missed, and keeps the connection alive', async () => {
  const buyer = await signedIn('100.00');
  const { timers, open, close } = byHand(buyer);
  const { device } = open();
  await device.has('"100.00"');
  await pay(buyer, '30.00');
  assert.ok(!device.text.includes('event: paid'));
  timers.advance(beatEvery);
  await device.has('event: paid');
  assert.ok(device.text.includes(': beat\n\n'));
  await close();
  assert.ok(device.ended);
});

test('a prompt expires at its instant, and every stream gets the event', async () => {
  const buyer = await signedIn('100.00', { passwordFreeLimit: hkd('0.00') });
  const { timers, open, close } = byHand(buyer);
  await pay(buyer, '30.00');
  const { device } = open();
  await device.has('event: balance');
  assert.ok(device.text.includes('event: prompt'));
  world.machine.advance(minutes(3));
  timers.advance(seconds(181));
  await device.has('event: closed');
  assert.ok(device.text.includes('"closedBy":"time"'));
  await close();
});

test('a device that does not read is dropped, and nothing gathers for it', async () => {
  const buyer = await signedIn('100.00');
  const { timers, live, open, close } = byHand(buyer);
  const { device, stream } = open();
  const other = open();
  await Promise.all([device.has('event: balance'), other.device.has('event: balance')]);
  device.isFull = true;
  const { length } = device.text;
  for (let count = 0; count < 20; count++) {
    await pay(buyer, '1.00');
    stream.look();
  }
  while (!device.ended) {
    timers.advance(beatEvery);
    await turn();
  }
  assert.equal(device.text.length, length);
  assert.ok(device.ended);
  assert.ok(!other.device.ended);
  assert.equal(live.count, 1);
  await close();
});

test('a device that reads again gets the missed events', async () => {
  const buyer = await signedIn('100.00');
  const { open, close } = byHand(buyer);
  const { device, stream } = open();
  await device.has('event: balance');
  device.isFull = true;
  await pay(buyer, '30.00');
  stream.look();
  device.isFull = false;
  stream.look();
  await device.has('event: paid');
  await close();
});

test('the streams of a session that has run out end at the next beat', async () => {
  const buyer = await signedIn('100.00');
  const { timers, open, close } = byHand(buyer);
  const { device } = open();
  await device.has('event: balance');
  world.machine.advance(days(31));
  timers.advance(beatEvery);
  while (!device.ended) await turn();
  await close();
});

test('an event is sent once, however often the stream reads', async () => {
  const buyer = await signedIn('100.00');
  const { open, close } = byHand(buyer);
  const { device, stream } = open();
  await device.has('event: balance');
  await pay(buyer, '30.00');
  for (let count = 0; count < 5; count++) {
    stream.look();
    await device.has('event: paid');
    world.machine.advance(seconds(10));
    await world.sql('select 1');
  }
  await pay(buyer, '20.00');
  stream.look();
  await device.has('"50.00"');
  assert.equal(device.text.split('event: paid').length - 1, 2);
  await close();
});

/** Gives whatever goes on in the background a turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
