/**
 * Goal: a wallet app gets every event of its wallet, from any process, and missed events after a
 * reconnect.
 * Method: streams over real sockets from two processes on one database.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import {
  type BuyerProcess,
  type BuyerWorld,
  buyerWorld,
  pin,
  type TestBuyer,
} from './buyer-world.ts';

let world: BuyerWorld;
let first: BuyerProcess;
let second: BuyerProcess;
let partnerId: PartnerId;
const urls = new Map<BuyerProcess, string>();

before(async () => {
  world = await buyerWorld();
  first = world.first;
  second = await world.openProcess();
  for (const process of [first, second]) {
    urls.set(process, await process.app.listen({ host: '127.0.0.1', port: 0 }));
  }
  partnerId = await world.partner();
});
after(() => world.close());

interface Told {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

interface Watching {
  readonly status: number;
  /** The next message that is of one of these kinds. */
  next(...kinds: string[]): Promise<Told>;
  /** Resolves when the server has ended the stream, with the remaining messages. */
  rest(): Promise<Told[]>;
  leave(): void;
}

async function watch(
  process: BuyerProcess,
  token: string,
  lastEventId?: string,
): Promise<Watching> {
  const leaving = new AbortController();
  const response = await fetch(`${urls.get(process)}/wallet/api/events`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: leaving.signal,
  });
  assert.ok(response.body);
  const messages = readMessages(response.body);
  return {
    status: response.status,
    async next(...kinds) {
      for (;;) {
        const { value, done } = await messages.next();
        if (done) throw new Error(`the stream ended before ${kinds.join(', ')}`);
        if (kinds.includes(value.event)) return value;
      }
    },
    async rest() {
      const rest: Told[] = [];
      for await (const each of messages) rest.push(each);
      return rest;
    },
    leave: () => leaving.abort(),
  };
}

async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<Told, undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      text = text.slice(end + 2);
      const event = fields.get('event');
      const data = JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>;
      if (event !== undefined) yield { id: fields.get('id'), event, data };
    }
  }
  return undefined;
}

async function signedIn(balance: string, change = {}): Promise<TestBuyer & { token: string }> {
  const buyer = await world.buyer(balance, change);
  return { ...buyer, token: await world.signIn(buyer) };
}

const pay = async (buyer: TestBuyer, amount: string, process: BuyerProcess, order?: string) =>
  process.acquiring.pay(world.payment(partnerId, await world.code(buyer.walletId), amount, order));

test('a stream begins with the balance and tells a payment made in the same process', async () => {
  const buyer = await signedIn('100.00');
  const stream = await watch(first, buyer.token);
  assert.equal(stream.status, 200);
  const balance = await stream.next('balance');
  assert.deepEqual(balance.data, { balance: '100.00', currency: 'HKD' });
  await pay(buyer, '30.00', first);
  const paid = await stream.next('paid');
  assert.deepEqual(
    [paid.data['amount'], paid.data['status'], paid.data['product']],
    ['30.00', 'paid', 'barcode'],
  );
  assert.deepEqual((await stream.next('balance')).data['balance'], '70.00');
  stream.leave();
});

test('events of one process are streamed by the other: prompt, payment, refund, cancel', async () => {
  const buyer = await signedIn('500.00', { passwordFreeLimit: hkd('10.00') });
  const stream = await watch(second, buyer.token);
  await stream.next('balance');
  const asked = await pay(buyer, '30.00', first, 'told-1');
  assert.ok(asked.outcome === 'unknown');
  const prompted = await stream.next('prompt');
  assert.equal(prompted.data['tradeId'], asked.trade.id);
  await first.ask('POST', `/prompts/${asked.trade.id}`, {
    token: buyer.token,
    body: { answer: 'confirm', pin },
  });
  assert.equal((await stream.next('paid')).data['tradeId'], asked.trade.id);
  await first.acquiring.refund({
    partnerId,
    partnerTransId: 'told-1',
    tradeId: undefined,
    partnerRefundId: 'told-1-back',
    amount: hkd('12.00'),
    reason: '',
    mode: 'sync',
    notify: undefined,
  });
  const refunded = await stream.next('refunded');
  assert.equal(refunded.data['refunded'], '12.00');
  assert.equal((await stream.next('balance')).data['balance'], '482.00');
  await pay(buyer, '9.00', first, 'told-2');
  await stream.next('paid');
  const cancel = { partnerId, partnerTransId: 'told-2', tradeId: undefined } as const;
  await first.acquiring.cancel({ ...cancel, service: 'cancel' });
  const closed = await stream.next('closed');
  assert.deepEqual([closed.data['closedBy'], closed.data['refunded']], ['merchant', '9.00']);
  await first.acquiring.topUp({
    walletId: buyer.walletId,
    amount: hkd('1.00'),
    entryId: world.id(),
  });
  let balance = await stream.next('balance');
  while (balance.data['balance'] !== '483.00') balance = await stream.next('balance');
  stream.leave();
});

test('a stream has no events of other wallets', async () => {
  const [one, other] = [await signedIn('100.00'), await signedIn('100.00')];
  const stream = await watch(first, one.token);
  await stream.next('balance');
  await pay(other, '30.00', first);
  await pay(one, '7.00', first);
  assert.equal((await stream.next('paid', 'balance')).data['amount'], '7.00');
  stream.leave();
});

test('a client that reconnects gets missed events, once, in order', async () => {
  const buyer = await signedIn('500.00');
  const stream = await watch(first, buyer.token);
  await stream.next('balance');
  await pay(buyer, '10.00', first, 'missed-1');
  const seen = await stream.next('paid');
  stream.leave();
  world.machine.advance(minutes(20));
  await pay(buyer, '20.00', second);
  world.machine.advance(minutes(20));
  await pay(buyer, '30.00', first);
  await first.acquiring.refund({
    partnerId,
    partnerTransId: 'missed-1',
    tradeId: undefined,
    partnerRefundId: 'missed-1-back',
    amount: hkd('10.00'),
    reason: '',
    mode: 'sync',
    notify: undefined,
  });
  const again = await watch(second, buyer.token, seen.id);
  const told = [
    await again.next('paid', 'refunded', 'closed'),
    await again.next('paid', 'refunded', 'closed'),
    await again.next('paid', 'refunded', 'closed'),
    await again.next('paid', 'refunded', 'closed'),
  ];
  assert.deepEqual(told.map(({ event, data }) => `${event} ${data['amount']}`).sort(), [
    'closed 10.00',
    'paid 20.00',
    'paid 30.00',
    'refunded 10.00',
  ]);
  assert.equal(told[0]?.data['amount'], '20.00');
  assert.equal((await again.next('balance')).data['balance'], '450.00');
  again.leave();
});

test('a waiting prompt is sent to an app that opens a stream', async () => {
  const buyer = await signedIn('500.00', { passwordFreeLimit: hkd('0.00') });
  await pay(buyer, '10.00', first);
  const stream = await watch(second, buyer.token);
  assert.equal((await stream.next('prompt')).data['amount'], '10.00');
  stream.leave();
});

test('an id from long ago or of nowhere asks for the history anew', async () => {
  const buyer = await signedIn('1.00');
  for (const id of ['x', '1-paid-1', `${world.machine.now() + 1e9}-paid-1`]) {
    const stream = await watch(first, buyer.token, id);
    await stream.next('reload');
    stream.leave();
  }
});

test('signing out ends the streams of that session, in every process', async () => {
  const buyer = await signedIn('1.00');
  const kept = await world.signIn(buyer);
  const streams = await Promise.all([
    watch(first, buyer.token),
    watch(second, buyer.token),
    watch(second, kept),
  ]);
  for (const stream of streams) await stream.next('balance');
  await first.ask('POST', '/sign-out', { token: buyer.token });
  assert.deepEqual(await streams[0].rest(), []);
  assert.deepEqual(await streams[1].rest(), []);
  await first.acquiring.topUp({
    walletId: buyer.walletId,
    amount: hkd('1.00'),
    entryId: world.id(),
  });
  assert.equal((await streams[2].next('balance')).data['balance'], '2.00');
  streams[2].leave();
});

test('a wallet has four streams at most; the oldest gives way', async () => {
  const buyer = await signedIn('1.00');
  const streams: Watching[] = [];
  for (let count = 0; count < 5; count++) {
    const stream = await watch(first, buyer.token);
    await stream.next('balance');
    streams.push(stream);
  }
  assert.deepEqual(await streams[0]?.rest(), []);
  await pay(buyer, '1.00', first);
  await streams[4]?.next('paid');
  for (const stream of streams) stream.leave();
});

test('hints come back after the database has cut the connection', async () => {
  const buyer = await signedIn('100.00');
  const stream = await watch(second, buyer.token);
  await stream.next('balance');
  await world.connection.run({
    name: 'cut-hints',
    text: `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sampan hints' and datname = current_database()`,
  });
  // Listening again, each process looks at everything, whatever it has missed.
  await pay(buyer, '30.00', first);
  assert.equal((await stream.next('paid')).data['amount'], '30.00');
  stream.leave();
});
