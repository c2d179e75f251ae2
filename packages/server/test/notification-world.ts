/** What tests of notifications share: partners, facts, receivers that do as told, time that is moved. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  idSource,
  instant,
  ManualClock,
  money,
  type PartnerId,
  rate,
  seededRandom,
  type TradeId,
  type WalletId,
  zero,
} from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import {
  type Contract,
  parsePublicKey,
  type ReceivedNotification,
  readNotification,
  type VerifyingKeys,
} from '@sampan/protocol';
import type { Fact } from '#acquiring';
import { BusinessClock, connect, inTransaction, Reader, Writer } from '#database';
import { quoteAtPar } from '#fx';
import {
  createNotifier,
  httpTransport,
  type Notifier,
  type NotifierOptions,
  productionSettings,
  sandboxSettings,
} from '#notification';
import {
  currentMd5Key,
  insertPartner,
  insertPartnerKeys,
  newPartner,
  newPartnerKeys,
  PartnerDirectory,
} from '#partner';
import { createTestDatabase, ManualTimers, testPlatformKeys, testSecrets } from '#test-kit';
import { storeFacts } from '../src/acquiring/fact-rows.postgres.ts';

export async function openNotificationWorld() {
  const database = await createTestDatabase();
  const random = seededRandom(7);
  const machine = new ManualClock(systemClock.now());
  const clock = new BusinessClock(machine);
  const timers = new ManualTimers();
  const reader = new Reader({ url: database.url, name: 'test reader' }, clock);
  const writer = new Writer({ url: database.url, name: 'test reader' }, clock);
  const keys = testPlatformKeys;
  const publicKey = parsePublicKey(keys.publicKey);
  const ids = idSource(random);
  const notifiers: Notifier[] = [];
  const failures: unknown[] = [];
  const own = await connect({ url: database.url, name: 'test' });

  return {
    database,
    clock,
    machine,
    timers,
    reader,
    keys,
    own,
    /** Calls of `onFailure`; a test that expects some empties it. */
    failures,

    /** A notifier of its own; by default with the settings of the sandbox. */
    notifier(settings: Partial<typeof sandboxSettings> = {}, more: Partial<NotifierOptions> = {}) {
      const notifier = createNotifier({
        connect: () => connect({ url: database.url, name: 'test notifier', byIndexOnly: true }),
        reader,
        writer,
        clock,
        directory: new PartnerDirectory(reader, systemTimers, testSecrets),
        keys,
        timers,
        transport: httpTransport(),
        settings: { ...sandboxSettings, ...settings },
        onFailure: (error) => failures.push(error),
        ...more,
      });
      notifiers.push(notifier);
      return notifier;
    },

    async partner(contract: Contract = 'hk') {
      const partner = newPartner({ contract }, clock.now(), random);
      const partnerKeys = newPartnerKeys({}, clock.now(), random);
      await inTransaction(own, async () => {
        await insertPartner(own, partner);
        await insertPartnerKeys(own, partner.id, partnerKeys, testSecrets);
      });
      const verifying: VerifyingKeys = {
        md5Key: currentMd5Key(partner.id, partnerKeys),
        publicKey: publicKey.ok ? publicKey.value : undefined,
      };
      return { id: partner.id, keys: verifying };
    },

    /** Stores facts about new trades of that partner; `change` makes each its own. */
    async facts(
      partnerId: PartnerId,
      url: string,
      count = 1,
      change: (fact: Fact) => Fact = (fact) => fact,
    ): Promise<Fact[]> {
      const facts = Array.from({ length: count }, () => change(paidFact(partnerId, url)));
      await storeFacts(own, facts);
      return facts;
    },

    async close() {
      await Promise.all(notifiers.map((notifier) => notifier.stop()));
      await own.close();
      await reader.close();
      await writer.close();
      await database.drop();
    },
  };

  function paidFact(partnerId: PartnerId, url: string): Fact {
    const now = clock.now();
    const notify = { url, charset: 'UTF-8', signType: 'MD5' };
    const id = ids.next(now);
    const none = zero('HKD');
    return {
      id: ids.next(now),
      kind: 'paid',
      at: now,
      refund: undefined,
      notify,
      trade: {
        partnerId,
        partnerTransId: `order-${id}`,
        id,
        product: 'transaction-qr',
        state: 'paid',
        amount: money('HKD', 3_925n),
        quote: quoteAtPar(money('HKD', 3_925n)),
        walletId: '2160000000000001' as WalletId,
        inst: 'ALIPAYHK',
        buyerLogin: '852-****0000',
        paymentCode: undefined,
        orderCode: undefined,
        subject: 'Flat white',
        details: { notify },
        createdAt: now,
        expiresAt: instant(now + 180_000),
        closing: undefined,
        payment: {
          paidAt: now,
          entryId: ids.next(now) as TradeId,
          feeRate: rate('0'),
          fee: none,
          feeReturned: none,
          feeCny: undefined,
          refunded: none,
          chargeReturned: none,
          settlementReturned: none,
          refundReserved: none,
          refundUntil: instant(now + 360 * 86_400_000),
        },
      },
    };
  }
}

export type NotificationWorld = Awaited<ReturnType<typeof openNotificationWorld>>;
export { productionSettings };

/** What a receiver does with a request; `undefined` leaves it without an answer. */
export type Behaviour = (
  response: ServerResponse,
  form: URLSearchParams,
  request: IncomingMessage,
) => void;

export const answers =
  (body: string, status = 200, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

export interface Got {
  readonly body: string;
  readonly contentType: string | undefined;
  readonly form: URLSearchParams;
}

/** A partner's server. */
export async function openReceiver(behaviour: Behaviour = answers('success')) {
  const got: Got[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const receiver = {
    got,
    behave: behaviour,
    url: '',
    /** Settles when so many notifications have come in altogether. */
    hasGot(count: number): Promise<void> {
      if (got.length >= count) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push({ count, resolve });
      });
    },
    async read(index: number, keys: VerifyingKeys): Promise<ReceivedNotification> {
      const { body, contentType } = got[index] as Got;
      const read = await readNotification(body, contentType, keys);
      if (!read.ok) throw new Error(read.problem);
      return read.value;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1');
      const form = new URLSearchParams(body);
      got.push({ body, form, contentType: request.headers['content-type'] });
      receiver.behave(response, form, request);
      for (const waiter of waiting) if (got.length >= waiter.count) waiter.resolve();
      waiting = waiting.filter(({ count }) => count > got.length);
    });
  });
  // A test that fails before it closes its receivers still ends.
  server.unref().on('connection', (socket) => socket.unref());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
  return receiver;
}
