import {
  type Currency,
  decimalsOf,
  formatAmount,
  formatRate,
  isCurrency,
  isZero,
  type Money,
  ok,
  parseAmount,
  parseRate,
  problem,
  type Rate,
  required,
} from '@sampan/primitives';
import { type Kind, malformed, type Surroundings, unfit } from '../fields.ts';

/** The currency of an amount: a fixed one, or the first of these fields that is present. */
type Counted = Currency | { readonly by: readonly string[] };

/**
 * An amount above 0 with at most its currency's decimals (17), and at most `max`, which is written
 * with two decimals for every currency.
 */
export const amount = (counted: Counted, max: string): Kind<Money> => {
  const limit = required(parseAmount(max, 'USD'), 'a limit is an amount').minor;
  const tooMuch = malformed(`more than ${max}`);
  return {
    type: `Number, 0.01 … ${max}`,
    read: (text, around) => {
      // An invalid currency is reported by its own field; only the form is checked here.
      const read = parseAmount(text, currencyOf(counted, around) ?? 'USD');
      if (!read) return problem(notAnAmount);
      if (isZero(read)) return problem(notPositive);
      const cents = decimalsOf(read.currency) === 0 ? read.minor * 100n : read.minor;
      return cents > limit ? problem(tooMuch) : ok(read);
    },
    write: formatAmount,
  };
};

/** An amount of a reply, which may be 0. */
export const repliedAmount = (counted: Counted): Kind<Money> => ({
  type: 'Number',
  read: (text, around) => {
    const currency = currencyOf(counted, around);
    const read = currency && parseAmount(text, currency);
    return read ? ok(read) : problem(notAnAmount);
  },
  write: formatAmount,
});

/**
 * A price in a reply, as decimal text. The price's currency is in the request, not always in the
 * reply: `currency` may be that of the settlement.
 */
export const decimal: Kind<string> = {
  type: 'Number(11,2)',
  read: (text) => (parseAmount(text, 'USD') ? ok(text) : problem(notAnAmount)),
  write: (value) => value,
};

const notAnAmount = malformed('not an amount of its currency');
const notPositive = malformed('not more than 0');

function currencyOf(counted: Counted, { textOf }: Surroundings): Currency | undefined {
  if (typeof counted === 'string') return counted;
  for (const field of counted.by) {
    const text = textOf(field);
    if (text !== undefined) return isCurrency(text) ? text : undefined;
  }
  return undefined;
}

/** Allowed for prices but not for settlement. */
const priceOnly: ReadonlySet<Currency> = new Set(['MOP', 'TWD']);

/** The partner's settlement currency; under the HK contract only HKD (02 §1). */
export const settlementCurrency: Kind<Currency> = {
  type: 'String(8)',
  read: (text, { contract }) => {
    if (text.length > 10) return problem(malformed('longer than a currency'));
    if (!isCurrency(text) || priceOnly.has(text)) return problem(noSettlement);
    return contract === 'hk' && text !== 'HKD' ? problem(onlyHkd) : ok(text);
  },
  write: (value) => value,
};

/** The currency of the price; under the HK contract only HKD. */
export const priceCurrency: Kind<Currency> = {
  type: 'String(8)',
  read: (text, { contract }) => {
    if (text.length > 10) return problem(malformed('longer than a currency'));
    if (!isCurrency(text)) return problem(noSettlement);
    return contract === 'hk' && text !== 'HKD' ? problem(onlyHkd) : ok(text);
  },
  write: (value) => value,
};

const noSettlement = unfit('not a currency of this product');
const onlyHkd = unfit('only HKD under this contract');

/** A rate with 8 decimals, as recorded replies have it: `6.64640000` (17). */
export const exchangeRate: Kind<Rate> = {
  type: 'Number(8,6)',
  read: (text) => {
    const rate = parseRate(text);
    return rate ? ok(rate) : problem(malformed('not a rate'));
  },
  write: (rate) => formatRate(rate, 8),
};
