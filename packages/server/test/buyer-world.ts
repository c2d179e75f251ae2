/**
 * The buyer's API as one or several processes serve it over one database, with the calls that a
 * wallet app makes. The machine's time stands still until it is moved.
 */
import assert from 'node:assert/strict';
import { type PartnerId, required, type WalletId } from '@sampan/primitives';
import { isHashOf } from '@sampan/primitives/node';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Acquiring } from '#acquiring';
import { type BuyerDependencies, buyerApi, ReplyNotAsDeclared, type WalletHints } from '#app-api';
import { hkd, type TestWorld, testWorld } from '#test-kit';
import { parsePin, readWallet, setPin, type Wallet } from '#wallet';

export const pin = '246810';
export const wrongPin = '135799';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

/** One process that serves wallet apps. */
export interface BuyerProcess {
  readonly app: FastifyInstance;
  readonly acquiring: Acquiring;
  readonly hints: WalletHints;
  readonly errors: unknown[];
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, given?: Asked): Promise<Reply>;
}

export interface Asked {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address it comes from; by default each sign-in comes from one of its own. */
  readonly from?: string;
}

export interface TestBuyer {
  readonly walletId: WalletId;
  readonly login: string;
}

export interface BuyerWorld extends TestWorld {
  readonly first: BuyerProcess;
  /** One more process; `app` is the HTTP server that it serves by. */
  openProcess(given?: Partial<BuyerDependencies>, app?: FastifyInstance): Promise<BuyerProcess>;
  buyer(balance: string, change?: Partial<Wallet>): Promise<TestBuyer>;
  signIn(buyer: TestBuyer, process?: BuyerProcess): Promise<string>;
  /** Makes an order to be scanned; answers its code. */
  order(partnerId: PartnerId, amount: string, given?: OrderGiven): Promise<string>;
}

export interface OrderGiven {
  readonly order?: string;
  readonly minutes?: number;
}

export async function buyerWorld(): Promise<BuyerWorld> {
  const world = await testWorld();
  const { machine, random } = world;
  const closing: (() => Promise<unknown>)[] = [];
  const all: BuyerProcess[] = [];
  let orders = 0;
  let addresses = 0;

  async function openProcess(
    given: Partial<BuyerDependencies> = {},
    app: FastifyInstance = Fastify(),
  ): Promise<BuyerProcess> {
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const platform = await world.open({ lanes: 2, onFailure: onError });
    const { acquiring, changes: hints, readers } = platform;
    const dependencies: BuyerDependencies = {
      ...{ ...platform, onError },
      ...{ reader: readers.buyer, pages: readers.pages, writer: platform.writers.buyer },
      isHashOf: onceEach(),
      ...given,
    };
    await app.register(buyerApi(dependencies), { prefix: '/wallet/api' });
    closing.push(() => app.close());
    const opened: BuyerProcess = {
      ...{ app, acquiring, hints, errors },
      async ask(method, path, { token, body, headers = {}, from } = {}) {
        const reply = await app.inject({
          method,
          remoteAddress: from ?? `10.0.${Math.floor(++addresses / 250)}.${addresses % 250}`,
          url: `/wallet/api${path}`,
          headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
          ...(body !== undefined && { payload: body as object }),
        });
        return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
      },
    };
    all.push(opened);
    return opened;
  }

  const first = await openProcess();
  return {
    ...world,
    first,
    openProcess,
    async buyer(balance, change = {}) {
      const walletId = await world.wallet(balance, change);
      const wallet = required(await readWallet(world.connection, walletId), 'it was just opened');
      const chosen = required(parsePin(pin), 'six digits');
      await setPin(world.connection, walletId, chosen, machine.now(), random);
      return { walletId, login: wallet.loginId };
    },
    async signIn({ login }, process = first) {
      const { status, body } = await process.ask('POST', '/sign-in', { body: { login, pin } });
      if (status !== 200) throw new Error(`sign-in: ${status} ${JSON.stringify(body)}`);
      return String(body['token']);
    },
    async order(partnerId, amount, { order = `pre-${++orders}`, minutes = 120 } = {}) {
      const made = await world.acquiring.precreate({
        partnerId,
        partnerTransId: order,
        amount: hkd(amount),
        settlementCurrency: 'HKD',
        subject: 'Flat white',
        details: { secondaryMerchantName: 'Harbour Coffee', storeName: 'Central' },
        orderCode: random.letters(24),
        expiry: (madeAt) => (madeAt + minutes * 60_000) as typeof madeAt,
      });
      if (made.outcome !== 'pre-ordered') throw new Error(made.refusal);
      return made.orderCode;
    },
    async close() {
      for (const close of closing) await close();
      await world.close();
      const undeclared = all.flatMap(({ errors }) =>
        errors.filter((error) => error instanceof ReplyNotAsDeclared),
      );
      assert.deepEqual(undeclared, [], 'every answer is as @sampan/api declares it');
    },
  };
}

/** Compares each PIN with each hash once, and then remembers: guessing costs a test no cores. */
function onceEach(): typeof isHashOf {
  const known = new Map<string, Promise<boolean>>();
  return (given, stored) => {
    const pair = `${given.reveal()} ${stored}`;
    const compared = known.get(pair) ?? isHashOf(given, stored);
    known.set(pair, compared);
    return compared;
  };
}
