import { amountParts } from '../shared/index.ts';

/** `−1,284.60` where the head of the column has the currency. */
export function figure(text: string): string {
  const { sign, whole, decimals } = amountParts(text);
  return `${sign}${whole}${decimals}`;
}

/** `1,221` */
export const countText = (count: number): string => figure(String(count));
