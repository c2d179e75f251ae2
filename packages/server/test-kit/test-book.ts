/**
 * The rows of one partner, a few wallets and their codes, in memory: what a decision needs. Several
 * commands may be decided on one book, as in a batch; `at` moves its time.
 */
import {
  type Currency,
  type Instant,
  idSource,
  instant,
  type Money,
  money,
  type PartnerId,
  rate,
  required,
  seededRandom,
  type WalletId,
  zero,
} from '@sampan/primitives';
import { RowSet } from '#database';
import { noRates, type RateTable } from '#fx';
import { Journal } from '#ledger';
import { type FeeTerms, FundsBook, newPartner, type Partner, type Receipts } from '#partner';
import { codeSet, newWallet, type PaymentCode, type Wallet, walletSet } from '#wallet';
import { type Book, OrderSet, refundKey } from '../src/acquiring/book.ts';
import type { MerchantCode } from '../src/acquiring/merchant-code.ts';
import type { Refund } from '../src/acquiring/refund.ts';
import { type RegisteredShop, shopKey } from '../src/acquiring/shop.ts';

/** `hkd('12.50')` */
export const hkd = (amount: string): Money =>
  money('HKD', BigInt(Math.round(Number(amount) * 100)));

/** `time('2026-11-22 10:00')`, with or without seconds, GMT+8. */
export function time(text: string): Instant {
  const [date, clock = '00:00'] = text.split(' ');
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  return instant(Date.parse(`${date}T${seconds}+08:00`));
}

/** `feeByRate('0.006')`, without a minimum, of a partner that is settled in HKD. */
export const feeByRate = (text: string, settled: Currency = 'HKD'): FeeTerms => ({
  by: 'rate',
  rate: rate(text),
  minimum: zero(settled),
});

export const partnerId = '2088000000000001' as PartnerId;
export const alice = '2160000000000001' as WalletId;
export const bob = '2160000000000002' as WalletId;

export interface TestBook extends Omit<Book, 'now'> {
  now: Instant;
  at(text: string): TestBook;
  /** A code of the wallet, shown now. */
  code(wallet?: WalletId, change?: Partial<PaymentCode>): string;
  wallet(id?: WalletId): Wallet;
  change(id: WalletId, change: Partial<Wallet>): void;
  changePartner(change: Partial<Partner>): void;
}

export interface TestBookOptions {
  readonly partner?: Partial<Partner>;
  /** Of all wallets; 1,000.00 when absent. */
  readonly wallet?: Partial<Wallet>;
  readonly rates?: RateTable;
  /** What the partner was owed before. */
  readonly funds?: string;
}

export function testBook(options: TestBookOptions = {}): TestBook {
  const random = seededRandom(7);
  const now = time('2026-11-22 10:00');
  const partner = { ...newPartner({ contract: 'hk', id: partnerId }, now, random) };
  const partners = new Map<PartnerId, Partner>([[partnerId, { ...partner, ...options.partner }]]);
  const wallet = (id: WalletId): Wallet => ({
    ...newWallet({ inst: 'ALIPAYHK', balance: hkd('1000.00') }, random),
    createdAt: now,
    ...options.wallet,
    id,
  });
  const balance = hkd(options.funds ?? '0').minor;
  const funds = [{ partnerId, currency: 'HKD', lane: 0, balance }] as const;
  return {
    now,
    ids: idSource(random),
    partners,
    receipts: new RowSet<Receipts>((receipts) => receipts.partnerId),
    rates: options.rates ?? noRates,
    funds: new FundsBook(1, funds, new Set([partnerId])),
    orders: new OrderSet([]),
    unpaidOrders: new Map(),
    refunds: new RowSet<Refund>((refund) => refundKey(refund.partnerId, refund.partnerRefundId)),
    shops: new RowSet<RegisteredShop>(shopKey),
    merchantCodes: new RowSet<MerchantCode>(({ code }) => code),
    codes: codeSet([]),
    wallets: walletSet([wallet(alice), wallet(bob)]),
    journal: new Journal(),
    missedOrders: [],
    facts: [],
    bookedEntries: new Set(),
    at(text) {
      this.now = time(text);
      return this;
    },
    code(walletId = alice, change = {}) {
      const code = `29${random.digits(16)}`;
      const expiresAt = instant(this.now + 60_000);
      const shown = { code, walletId, issuedAt: this.now, expiresAt, tradeId: undefined };
      this.codes.insert({ ...shown, ...change });
      return code;
    },
    wallet(id = alice) {
      return required(this.wallets.find(id), 'the wallet is there');
    },
    change(id, change) {
      this.wallets.replace({ ...this.wallet(id), ...change });
    },
    changePartner(change) {
      const known = required(partners.get(partnerId), 'the partner is there');
      partners.set(partnerId, { ...known, ...change });
    },
  };
}
