import { type Currency, isCurrency, parseRate, type Rate, rate } from '@sampan/primitives';

/** The rates in effect: CNY per unit of a currency. */
export class RateTable {
  readonly #rates: ReadonlyMap<Currency, Rate>;

  constructor(rates: ReadonlyMap<Currency, Rate>) {
    this.#rates = rates;
  }

  /** CNY per unit of `currency`; undefined when no rate was ever published for it. */
  rateOf(currency: Currency): Rate | undefined {
    return currency === 'CNY' ? one : this.#rates.get(currency);
  }
}

export const one: Rate = rate('1');

/** A table without rates: only payments in one currency are possible. */
export const noRates = new RateTable(new Map());

let memo: { readonly text: string; readonly table: RateTable } | undefined;

/** Reads the JSON form of the table, `{"AUD":"4.877600"}`. The newest one is kept. */
export function readRateTable(text: string): RateTable {
  if (memo?.text === text) return memo.table;
  const rates = new Map<Currency, Rate>();
  for (const [currency, value] of Object.entries(JSON.parse(text) as Record<string, string>)) {
    const read = parseRate(value);
    if (isCurrency(currency) && read) rates.set(currency, read);
  }
  const table = new RateTable(rates);
  memo = { text, table };
  return table;
}
