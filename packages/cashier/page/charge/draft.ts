/** The basket that is being filled: a pure reducer. The server keeps it as an order and numbers it. */
import type { Basket, BasketPart } from '@sampan/cashier/api';
import {
  add,
  type Currency,
  decimalsOf,
  formatAmount,
  isPositive,
  isZero,
  type Money,
  money,
  parseAmount,
  parseRate,
  portion,
  smaller,
  subtract,
  zero,
} from '@sampan/primitives';

export interface DraftLine {
  readonly itemId?: string;
  readonly name?: string;
  readonly quantity: number;
  readonly price: string;
}

export interface Draft {
  /** Made once per basket. */
  readonly id: string;
  readonly lines: readonly DraftLine[];
  /** The amount on the keys: minor units, or whole ones once there is a point. */
  readonly typed: string;
  readonly discount?: BasketPart | undefined;
  readonly tip?: BasketPart | undefined;
  /** The part of the sum to be paid next; everything when absent. */
  readonly part?: string | undefined;
}

export type DraftAction =
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'item'; readonly itemId: string; readonly price: string }
  | { readonly is: 'less'; readonly index: number }
  | { readonly is: 'line' }
  | { readonly is: 'discount'; readonly part: BasketPart | undefined }
  | { readonly is: 'tip'; readonly part: BasketPart | undefined }
  | { readonly is: 'part'; readonly amount: string | undefined };

export const emptyDraft = (id: string): Draft => ({ id, lines: [], typed: '' });

export const isEmpty = ({ lines, typed }: Draft): boolean => lines.length === 0 && typed === '';

const digitsMax = 9;

export function draftAfter(draft: Draft, action: DraftAction, currency: Currency): Draft {
  switch (action.is) {
    case 'key':
      return { ...draft, typed: typedAfter(draft.typed, action.key, currency), part: undefined };
    case 'item':
      return { ...withItem(withTypedLine(draft, currency), action), part: undefined };
    case 'less':
      return { ...draft, lines: withOneLess(draft.lines, action.index), part: undefined };
    case 'line':
      return withTypedLine(draft, currency);
    case 'discount':
      return { ...draft, discount: action.part, part: undefined };
    case 'tip':
      return { ...draft, tip: action.part, part: undefined };
    case 'part':
      return draft.part === action.amount ? draft : { ...draft, part: action.amount };
  }
}

function typedAfter(typed: string, key: string, currency: Currency): string {
  if (key === 'erase') return typed.slice(0, -1);
  const decimals = decimalsOf(currency);
  if (key === '.') {
    if (decimals === 0 || typed.includes('.')) return typed;
    return `${typed === '' ? '0' : typed}.`;
  }
  if (!/^\d+$/.test(key)) return typed;
  const next = typed.includes('.') ? typed + key : (typed + key).replace(/^0+/, '');
  const [, decimalsTyped = ''] = next.split('.');
  const digits = next.replace('.', '').length;
  return digits > digitsMax || decimalsTyped.length > decimals ? typed : next;
}

/** What the keys say: `4600` and `46.` are both 46.00. */
export function typedAmount(typed: string, currency: Currency): Money {
  if (!typed.includes('.')) return money(currency, BigInt(typed === '' ? 0 : typed));
  return parseAmount(typed.replace(/\.$/, ''), currency) ?? zero(currency);
}

function withTypedLine(draft: Draft, currency: Currency): Draft {
  const price = typedAmount(draft.typed, currency);
  if (isZero(price)) return { ...draft, typed: '' };
  const line = { quantity: 1, price: formatAmount(price) };
  return { ...draft, lines: [...draft.lines, line], typed: '' };
}

function withItem(draft: Draft, { itemId, price }: { itemId: string; price: string }): Draft {
  const known = draft.lines.findIndex((line) => line.itemId === itemId);
  if (known < 0) return { ...draft, lines: [...draft.lines, { itemId, quantity: 1, price }] };
  const lines = draft.lines.map((line, index) =>
    index === known ? { ...line, quantity: Math.min(line.quantity + 1, 999) } : line,
  );
  return { ...draft, lines };
}

function withOneLess(lines: readonly DraftLine[], at: number): readonly DraftLine[] {
  return lines.flatMap((line, index) => {
    if (index !== at) return [line];
    return line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : [];
  });
}

export interface Sum {
  readonly subtotal: string;
  readonly discount: string;
  readonly tip: string;
  readonly total: string;
}

/** As the server computes it: the discount of the lines, the tip of what is left. */
export function sumOf(draft: Draft, currency: Currency): Sum {
  const lines = draft.lines.map(({ quantity, price }) => {
    const each = parseAmount(price, currency) ?? zero(currency);
    return money(currency, each.minor * BigInt(quantity));
  });
  const subtotal = lines.reduce(add, typedAmount(draft.typed, currency));
  const discount = smaller(partOf(subtotal, draft.discount), subtotal);
  const net = subtract(subtotal, discount);
  const tip = partOf(net, draft.tip);
  return {
    subtotal: formatAmount(subtotal),
    discount: formatAmount(discount),
    tip: formatAmount(tip),
    total: formatAmount(add(net, tip)),
  };
}

function partOf(of: Money, part: BasketPart | undefined): Money {
  if (part === undefined) return zero(of.currency);
  if ('amount' in part) return parseAmount(part.amount, of.currency) ?? zero(of.currency);
  const hundredth = parseRate(part.percent);
  if (hundredth === undefined) return zero(of.currency);
  return portion(of, { ...hundredth, scale: hundredth.scale + 2 }, 'half-up');
}

/** What the server is sent. */
export function basketOf(draft: Draft, currency: Currency): Basket {
  const { lines, discount, tip } = withTypedLine(draft, currency);
  return { lines: [...lines], ...(discount && { discount }), ...(tip && { tip }) };
}

/** The same again, from an order that the server has kept. */
export const draftFrom = (id: string, { lines, discount, tip }: Basket): Draft => ({
  id,
  lines,
  typed: '',
  discount,
  tip,
});

/** Equal shares, the first ones a cent larger where it does not divide. */
export function shares(total: string, count: number, currency: Currency): readonly string[] {
  const whole = parseAmount(total, currency) ?? zero(currency);
  const each = whole.minor / BigInt(count);
  const left = Number(whole.minor % BigInt(count));
  return Array.from({ length: count }, (_, index) =>
    formatAmount(money(currency, each + (index < left ? 1n : 0n))),
  );
}

export const isMoreThanZero = (text: string, currency: Currency): boolean => {
  const amount = parseAmount(text, currency);
  return amount !== undefined && isPositive(amount);
};
