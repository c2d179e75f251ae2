/** What an order comes to. Pure; each part is rounded once, and the parts always add up. */
import {
  add,
  type Currency,
  exceeds,
  isZero,
  type Money,
  money,
  ok,
  parseAmount,
  parseRate,
  portion,
  problem,
  proportion,
  type Result,
  subtract,
  zero,
} from '@sampan/primitives';
import type { Basket, BasketPart } from '../api/index.ts';

export interface Totals {
  /** Quantity times price, of each line. */
  readonly lines: readonly Money[];
  readonly subtotal: Money;
  readonly discount: Money;
  readonly tip: Money;
  readonly total: Money;
  /** Included in the lines after the discount, by rate. A tip has no tax. */
  readonly taxes: readonly IncludedTax[];
}

export interface IncludedTax {
  readonly rate: string;
  readonly included: Money;
}

export type BasketProblem =
  | { readonly code: 'invalid-field'; readonly field: string; readonly expected: string }
  | { readonly code: 'discount-too-large' };

export function totalsOf(basket: Basket, currency: Currency): Result<Totals, BasketProblem> {
  const lines: Money[] = [];
  for (const [index, { price, quantity }] of basket.lines.entries()) {
    const each = parseAmount(price, currency);
    if (!each) return badAmount(`lines[${index}].price`, currency);
    lines.push(money(currency, each.minor * BigInt(quantity)));
  }
  const subtotal = lines.reduce(add, zero(currency));
  const discount = partOf(basket.discount, subtotal);
  if (!discount) return badAmount('discount', currency);
  if (exceeds(discount, subtotal)) return problem({ code: 'discount-too-large' });
  const net = subtract(subtotal, discount);
  const tip = partOf(basket.tip, net);
  if (!tip) return badAmount('tip', currency);
  const taxes = taxesOf(basket, lines, discount, subtotal);
  return ok({ lines, subtotal, discount, tip, total: add(net, tip), taxes });
}

const badAmount = (field: string, currency: Currency) =>
  problem<BasketProblem>({ code: 'invalid-field', field, expected: `an amount in ${currency}` });

/** A per cent of `whole`, half up, or an amount. */
function partOf(part: BasketPart | undefined, whole: Money): Money | undefined {
  if (!part) return zero(whole.currency);
  if ('amount' in part) return parseAmount(part.amount, whole.currency);
  const share = parseRate(part.percent);
  return share && portion(whole, { ...share, scale: share.scale + 2 }, 'half-up');
}

/**
 * The discount is spread over the lines in proportion; the rounded running sum is spread, so that nothing
 * is lost.
 */
function taxesOf(
  { lines: given }: Basket,
  lines: readonly Money[],
  discount: Money,
  subtotal: Money,
): readonly IncludedTax[] {
  const byRate = new Map<string, Money>();
  let [running, spread] = [zero(subtotal.currency), zero(subtotal.currency)];
  for (const [index, line] of lines.entries()) {
    running = add(running, line);
    const upToHere = isZero(subtotal)
      ? discount
      : proportion(discount, running, subtotal, 'half-up');
    const own = subtract(line, subtract(upToHere, spread));
    spread = upToHere;
    const rate = given[index]?.taxRate;
    if (rate !== undefined) byRate.set(rate, add(byRate.get(rate) ?? zero(own.currency), own));
  }
  return [...byRate].map(([rate, gross]) => ({ rate, included: includedTax(gross, rate) }));
}

/** Of a gross amount: `gross × rate ÷ (1 + rate)`, half up. */
function includedTax(gross: Money, rate: string): Money {
  const { numerator, scale } = parseRate(rate) ?? { numerator: 0n, scale: 0 };
  const part = money(gross.currency, numerator);
  const whole = money(gross.currency, 10n ** BigInt(scale) + numerator);
  return proportion(gross, part, whole, 'half-up');
}
