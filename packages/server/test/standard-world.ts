/**
 * The gateway as standard partners know it: a partner for each currency of settlement, buyers with
 * mainland wallets, and rates of which some are of the documents and some were made up.
 */
import {
  type Currency,
  type Money,
  type PartnerId,
  parseAmount,
  required,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { readCode } from '#codes';
import { publishedRates } from '#test-kit';
import { createCode, payment, precreate } from './gateway-asked.ts';
import { type Asked, type Exchange, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

/** AUD as in the published settlement row (14 §4.3), TWD and MOP, which are only priced in. */
export const rates = {
  ...publishedRates,
  AUD: '5.4194',
  TWD: '0.211500',
  MOP: '0.814400',
} as const;

/** `amountOf('AUD', '369.30')` */
export const amountOf = (currency: Currency, text: string): Money =>
  required(parseAmount(text, currency), `${text} is an amount of ${currency}`);

export type Fields = Readonly<Record<string, string>>;

/** The names of what a reply says, in order. */
export const namesOf = (fields: Fields): readonly string[] => Object.keys(fields).sort();

export interface StandardWorld extends Omit<GatewayWorld, 'pay'> {
  /** The standard partner that is settled in the currency; there is one of each. */
  settledIn(currency: Currency): Promise<PartnerId>;
  /** A buyer with a mainland wallet and CNY 1,000,000.00. */
  readonly buyer: WalletId;
  /** Shows a fresh code of the wallet, and pays with it: USD 100.00, unless `change` says otherwise. */
  pay(partner: PartnerId, change?: Asked, wallet?: WalletId): Promise<Exchange>;
  /** Makes a pre-order of USD 100.00, unless `change` says otherwise; answers its token. */
  order(partner: PartnerId, change?: Asked): Promise<string>;
  /** Makes a shop's code; answers its token. */
  shop(partner: PartnerId, data: Fields): Promise<string>;
  /** The buyer scans an order's code, and confirms. */
  scanOrder(partner: PartnerId, token: string, wallet?: WalletId): Promise<Scanned>;
  /** The buyer scans a shop's code, types an amount, and confirms. */
  scanShop(partner: PartnerId, token: string, typed: Money, wallet?: WalletId): Promise<Scanned>;
}

/** The ids of the trade that was paid, or why the scan was refused. */
export type Scanned =
  | { readonly tradeId: TradeId; readonly order: string; readonly refusal?: undefined }
  | { readonly refusal: string };

export async function standardWorld(): Promise<StandardWorld> {
  const world = await gatewayWorld();
  await world.rates(rates);
  const partners = new Map<Currency, PartnerId>();
  const buyer = await world.wallet('1000000.00', { inst: 'ALIPAYCN', loginId: '13200000001' });
  let orders = 0;
  const newOrder = () => `standard-${++orders}`;

  async function confirm(
    walletId: WalletId,
    partnerId: PartnerId,
    opened: Awaited<ReturnType<GatewayWorld['acquiring']['scan' | 'scanMerchantCode']>>,
  ): Promise<Scanned> {
    if (opened.outcome === 'refused') return { refusal: opened.refusal };
    const { id: tradeId, partnerTransId: order } = opened.trade;
    const answer = 'confirm';
    const paid = await world.acquiring.confirm({ walletId, partnerId, tradeId, answer });
    return paid.outcome === 'refused' ? { refusal: paid.refusal } : { tradeId, order };
  }

  return {
    ...world,
    buyer,
    async settledIn(currency) {
      const known = partners.get(currency);
      if (known) return known;
      const made = await world.partner({ contract: 'global', currency });
      partners.set(currency, made);
      return made;
    },
    async pay(partner, change = {}, wallet = buyer) {
      const code = await world.code(wallet);
      const usual = { partner_trans_id: newOrder(), currency: 'USD', trans_amount: '100.00' };
      return world.ask(partner, payment(partner, code, { ...usual, ...change }));
    },
    async order(partner, change = {}) {
      const usual = { currency: 'USD', trans_currency: 'USD', total_fee: '100.00' };
      const asked = precreate(newOrder(), { ...usual, ...change });
      const { fields } = await world.ask(partner, asked);
      return required(readCode(fields.qr_code ?? ''), fields.detail_error_code ?? 'a code');
    },
    async shop(partner, data) {
      const { fields, reply } = await world.ask(
        partner,
        createCode({ ...data, store_id: newOrder() }),
      );
      return required(readCode(fields.qrcode ?? ''), reply.error ?? 'a code');
    },
    async scanOrder(partnerId, orderCode, walletId = buyer) {
      const opened = await world.acquiring.scan({ walletId, partnerId, orderCode });
      return confirm(walletId, partnerId, opened);
    },
    async scanShop(partnerId, code, typed, walletId = buyer) {
      const partnerTransId = newOrder();
      const scanned = { walletId, partnerId, code, typed, partnerTransId };
      return confirm(walletId, partnerId, await world.acquiring.scanMerchantCode(scanned));
    },
  };
}
