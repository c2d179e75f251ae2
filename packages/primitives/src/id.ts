import {
  after,
  compactTime,
  elapsed,
  type Instant,
  instant,
  milliseconds,
  minutes,
} from './instant.ts';
import type { Random } from './random.ts';

/** 28 digits, increasing, starting with `yyyyMMdd`: identifies a trade, an entry, a refund. */
export type TradeId = string & { readonly __brand: 'TradeId' };

/** 16 digits starting with 2088: a partner, the integrator of merchants (PID). */
export type PartnerId = string & { readonly __brand: 'PartnerId' };

/** 16 digits: a buyer and that buyer's wallet. Starts with 2160 in Hong Kong, 2088 elsewhere. */
export type WalletId = string & { readonly __brand: 'WalletId' };

export interface IdSource {
  /** A new identifier, greater than the previous one of the same source. */
  next(now: Instant): TradeId;
}

/**
 * A clock reading this far ahead was an error: the source goes back. Ids start with the day of what
 * they identify or the next day, so this must be well below a day.
 */
const aheadMax = minutes(10);

/** Per millisecond. */
const countMax = 9_999;

/**
 * Identifiers without coordination: the day and the millisecond of the day (16 digits), a counter
 * within the millisecond (4 digits), and 8 random digits per source, which separate processes.
 * Identifiers keep increasing when the clock steps back. After a clock that was briefly far ahead
 * they return to the right time, with 8 new random digits so that none repeats when that moment
 * comes.
 */
export function idSource(random: Random): IdSource {
  let origin = random.digits(8);
  let last = instant(0);
  let count = 0;
  let stamp = '';
  const goTo = (at: Instant): void => {
    last = at;
    count = 0;
    stamp = stampOf(at);
  };
  return {
    next(now) {
      if (elapsed(now, last) > aheadMax) {
        origin = random.digits(8);
        goTo(now);
      } else if (now > last) goTo(now);
      else if (++count > countMax) goTo(after(last, milliseconds(1)));
      return `${stamp}${String(count).padStart(4, '0')}${origin}` as TradeId;
    },
  };
}

/** The day, and the millisecond of the day. */
function stampOf(at: Instant): string {
  const time = compactTime(at);
  const millisecondOfDay =
    (Number(time.slice(8, 10)) * 3_600 +
      Number(time.slice(10, 12)) * 60 +
      Number(time.slice(12, 14))) *
      1_000 +
    (at % 1_000);
  return `${time.slice(0, 8)}${String(millisecondOfDay).padStart(8, '0')}`;
}

const partnerPattern = /^2088[0-9]{12}$/;
const walletPattern = /^(2088|2160)[0-9]{12}$/;

/** The form of our ids of trades, entries and batches. */
export const isTradeId = (text: string): text is TradeId => /^[0-9]{28}$/.test(text);

export const isPartnerId = (text: string): text is PartnerId => partnerPattern.test(text);
export const isWalletId = (text: string): text is WalletId => walletPattern.test(text);

/** The kinds of wallet, as the wire names them (`payment_inst`): AlipayHK, and Alipay of the mainland. */
export type PaymentInst = 'ALIPAYHK' | 'ALIPAYCN';

export const paymentInsts: readonly PaymentInst[] = ['ALIPAYHK', 'ALIPAYCN'];

export const isPaymentInst = (text: string): text is PaymentInst =>
  text === 'ALIPAYHK' || text === 'ALIPAYCN';
