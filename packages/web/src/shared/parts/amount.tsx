import { classNames } from '../class-names.ts';
import { amountParts, spokenAmount } from '../format/amounts.ts';
import { useSharedWords } from '../words/use-shared-words.ts';

export interface AmountProps {
  /** Decimal text, as the API has it. */
  readonly value: string;
  readonly currency: string;
  readonly size?: 16 | 20 | 28 | 36 | 44 | 72 | 112;
  /** Money that came in has a plus and the colour of paid; money that went out has a minus. */
  readonly flow?: 'in' | 'out';
  /** Nothing moved after all. */
  readonly struck?: boolean;
  /** Shown as dots until its owner wants to see it. */
  readonly hidden?: boolean;
  /** In a column whose head names the currency. */
  readonly withoutCurrency?: boolean;
}

/** An amount with its currency; a screen reader hears one text. */
export function Amount({
  value,
  currency,
  size = 16,
  flow,
  struck = false,
  hidden = false,
  withoutCurrency = false,
}: AmountProps) {
  const { language, say } = useSharedWords();
  const { sign, whole, decimals } = amountParts(value);
  const shown = flow === 'in' ? '+' : flow === 'out' ? '−' : sign;
  const signed = shown === '−' && sign === '' ? `-${value}` : value;
  const spoken = hidden ? say('amount.hidden') : spokenAmount(signed, currency, language);
  return (
    <span className={classNames('amount', `s${size}`, flow === 'in' && 'in', struck && 'struck')}>
      <span className="sr">{spoken}</span>
      <span aria-hidden="true">
        {!withoutCurrency && <span className="cur">{currency}</span>}
        {hidden ? (
          '••••'
        ) : (
          <>
            <span>
              {shown}
              {whole}
            </span>
            <span className="dec">{decimals}</span>
          </>
        )}
      </span>
    </span>
  );
}
