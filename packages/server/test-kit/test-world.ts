/**
 * A database of its own with partners, wallets and the money path, for tests of several modules.
 * The machine's time stands still until it is moved.
 */
import {
  type Currency,
  type IdSource,
  type Instant,
  idSource,
  ManualClock,
  type Money,
  type PartnerId,
  type Random,
  required,
  seededRandom,
  type Timers,
  type TradeId,
  type WalletId,
  zero,
} from '@sampan/primitives';
import {
  type Acquiring,
  audit,
  type BrokenInvariant,
  type Pay,
  type PayOutcome,
  readReceived,
} from '#acquiring';
import { BusinessClock, type Connection, connect, connectTo, inTransaction } from '#database';
import { type NotificationSettings, sandboxSettings, type Transport } from '#notification';
import {
  type ContractTerms,
  changePartner,
  insertPartner,
  insertPartnerKeys,
  type NewPartner,
  newPartner,
  newPartnerKeys,
  type Partner,
  withTerms,
} from '#partner';
import type { Platform } from '#platform';
import {
  changeWallet,
  currencyOf,
  insertPaymentCode,
  issuePaymentCode,
  newWallet,
  readWallet,
  type Wallet,
  type WalletChange,
} from '#wallet';
import { publishedRates } from './published-rates.ts';
import { hkd, time } from './test-book.ts';
import { createTestDatabase } from './test-database.ts';
import { testPlatform } from './test-platform.ts';
import { testSecrets } from './test-secrets.ts';

export interface ProcessOptions {
  readonly lanes?: number;
  /** By default the world's own database; a test may go through a proxy. */
  readonly url?: string;
  readonly timers?: Timers;
  /** Notification settings; by default those of a sandbox. */
  readonly notification?: Partial<NotificationSettings>;
  /** Names trades and entries; by default drawn from the world's chance. */
  readonly ids?: IdSource;
  readonly lockTimeoutMs?: number;
  /** Keeps the record of exchanges, as a sandbox does. */
  readonly recordsExchanges?: true;
  /** By default the world's time, which stands still and is not compared with the database's. */
  readonly clock?: BusinessClock;
  /** Stands between the lanes and their connections, to watch them. */
  readonly wrap?: (connection: Connection) => Connection;
  readonly onFailure?: (error: unknown) => void;
  /** Whether scenarios may pretend. */
  readonly pretends?: boolean;
  /** Of notifications; by default over HTTP. */
  readonly transport?: Transport;
}

/** As the database shows the lanes of a world's processes. */
export const laneName = 'sampan lane';

/** An amount of HKD as text, or of any currency. */
type Price = string | Money;

export interface TestWorld {
  readonly url: string;
  readonly ownerUrl: string;
  readonly machine: ManualClock;
  readonly random: Random;
  /** As the server's role, for reading. */
  readonly connection: Connection;
  /** The world's first process. */
  readonly platform: Platform;
  /** Its money path. */
  readonly acquiring: Acquiring;
  /** Opens one more, as another process would; it is closed with the world. */
  open(options?: ProcessOptions): Promise<Platform>;
  /** The money path of one more process. */
  process(options?: ProcessOptions): Promise<Acquiring>;
  partner(given?: Partial<NewPartner>, change?: Partial<Partner>): Promise<PartnerId>;
  /** Changes the terms of a partner, as an operator does. */
  changePartner(partner: PartnerId, terms: ContractTerms): Promise<void>;
  wallet(balance: string, change?: Partial<Wallet>): Promise<WalletId>;
  /** Changes a wallet, as an operator does. */
  changeWallet(wallet: WalletId, change: WalletChange): Promise<void>;
  /** A fresh payment code, as the wallet shows it. */
  code(wallet: WalletId, now?: Instant): Promise<string>;
  /** A fresh id for an entry. */
  id(): TradeId;
  /** A payment's request; the code is the caller's. HKD, or settled in the currency of the price. */
  payment(partnerId: PartnerId, paymentCode: string, price: Price, order?: string): Pay;
  /** Shows a fresh code and pays with it. */
  pay(partnerId: PartnerId, wallet: WalletId, price: Price, order?: string): Promise<PayOutcome>;
  balance(wallet: WalletId): Promise<Money>;
  /** Puts rates into effect, CNY for one unit: `{ AUD: '5.4194' }`. At first the published ones are. */
  rates(rates: Partial<Readonly<Record<Currency, string>>>): Promise<void>;
  audit(): Promise<readonly BrokenInvariant[]>;
  /** Runs SQL as the owner. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function testWorld(
  options: ProcessOptions & { readonly startAt?: string } = {},
): Promise<TestWorld> {
  const { startAt = '2026-11-22 10:00', ...first } = options;
  const database = await createTestDatabase();
  const { url, ownerUrl } = database;
  const machine = new ManualClock(time(startAt));
  const random = seededRandom(11);
  const ids = idSource(random);
  const opened: Platform[] = [];
  let orders = 0;

  async function open(given: ProcessOptions = {}): Promise<Platform> {
    const { wrap, lockTimeoutMs = 2_000, notification, ...parts } = given;
    const processUrl = given.url ?? url;
    const reach = connectTo({ url: processUrl, lockTimeoutMs });
    const platform = await testPlatform({
      clock: new BusinessClock(machine),
      random,
      notification: { ...sandboxSettings, ...notification },
      ...parts,
      url: processUrl,
      connect: async (purpose) => {
        const connection = await reach(purpose);
        return wrap && purpose.name === laneName ? wrap(connection) : connection;
      },
    });
    opened.push(platform);
    return platform;
  }

  const connection = await connect({ url, name: 'test reader' });
  const owner = await connect({ url: ownerUrl, name: 'test owner' });
  const platform = await open(first);
  const { acquiring } = platform;

  const world: TestWorld = {
    url,
    ownerUrl,
    machine,
    random,
    connection,
    platform,
    acquiring,
    open,
    process: async (given) => (await open(given)).acquiring,
    async partner(given = {}, change = {}) {
      const made = newPartner({ contract: 'hk', ...given }, machine.now(), random);
      const partner = { ...made, ...change };
      const keys = newPartnerKeys(given, machine.now(), random);
      await inTransaction(connection, async () => {
        await insertPartner(connection, partner);
        await insertPartnerKeys(connection, partner.id, keys, testSecrets);
      });
      return partner.id;
    },
    async changePartner(id, terms) {
      const changed = await inTransaction(connection, () =>
        changePartner(
          connection,
          id,
          (partner) => withTerms(partner, terms),
          (partner) => readReceived(connection, partner, machine.now()),
        ),
      );
      required(changed, 'the partner is there');
    },
    async changeWallet(id, change) {
      const changed = await inTransaction(connection, () =>
        changeWallet(connection, id, change, machine.now()),
      );
      required(changed, 'the wallet is there');
    },
    async wallet(balance, change = {}) {
      const inst = change.inst ?? 'ALIPAYHK';
      const opened = { ...hkd(balance), currency: currencyOf(inst) };
      const made = newWallet({ inst, balance: opened }, random);
      const wallet = { ...made, ...change };
      await acquiring.openWallet({ wallet, entryId: ids.next(machine.now()) });
      return wallet.id;
    },
    async code(wallet, now = machine.now()) {
      const code = issuePaymentCode({ id: wallet, inst: 'ALIPAYHK' }, 18, now, random);
      await insertPaymentCode(connection, code);
      return code.code;
    },
    id: () => ids.next(machine.now()),
    payment: (partnerId, paymentCode, price, order = `order-${++orders}`) => ({
      partnerId,
      partnerTransId: order,
      amount: typeof price === 'string' ? hkd(price) : price,
      settlementCurrency: typeof price === 'string' ? 'HKD' : price.currency,
      paymentCode,
      subject: 'tea',
      details: {},
    }),
    async pay(partnerId, wallet, price, order) {
      return acquiring.pay(world.payment(partnerId, await world.code(wallet), price, order));
    },
    async balance(wallet) {
      return (await readWallet(connection, wallet))?.balance ?? zero('HKD');
    },
    async rates(rates) {
      await world.sql('update rates_in_effect set rates = $1', [JSON.stringify(rates)]);
    },
    audit: () => audit(connection),
    sql: (text, values) => owner.run({ name: '', text }, values),
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await Promise.all([connection.close(), owner.close()]);
      await database.drop();
    },
  };
  await world.rates(publishedRates);
  return world;
}
