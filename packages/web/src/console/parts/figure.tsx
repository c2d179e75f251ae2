import { amountParts } from '../../shared/index.ts';

/** An amount in a column whose head names the currency; nothing for an empty side. */
export function Figure({ value }: { readonly value: string | undefined }) {
  if (value === undefined) return null;
  const { sign, whole, decimals } = amountParts(value);
  return (
    <span className="num">
      {sign}
      {whole}
      {decimals}
    </span>
  );
}
