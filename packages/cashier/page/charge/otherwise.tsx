import { formatAmount, isNegative, parseAmount, subtract } from '@sampan/primitives';
import { Amount, Button, Field, Sheet } from '@sampan/web/shared';
import { useState } from 'react';
import { currencyOf } from '../store/state.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** Cash with its change, or a card on its own machine. */
export function OtherwiseSheet({
  amount,
  onPay,
  onClose,
}: {
  readonly amount: string;
  readonly onPay: (method: 'cash' | 'card', given?: string) => void;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const [given, setGiven] = useState('');
  const due = parseAmount(amount, currency);
  const paid = parseAmount(given, currency);
  const change = due && paid ? subtract(paid, due) : undefined;
  const isTooLittle = change !== undefined && isNegative(change);
  return (
    <Sheet title={say('charge.otherwise')} className="till-sheet" onClose={onClose}>
      <form
        className="sheet-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTooLittle) onPay('cash', change ? given : undefined);
        }}
      >
        <p className="center">
          <Amount value={amount} currency={currency} size={44} />
        </p>
        <Field
          size="phone"
          label={say('cash.given')}
          hint={say('cash.hint')}
          wrong={isTooLittle ? say('till.given-too-little') : undefined}
          inputMode="decimal"
          autoComplete="off"
          value={given}
          onChange={({ target }) => setGiven(target.value.replace(',', '.'))}
        />
        <div className="flex between change">
          <span className="muted">{say('cash.change')}</span>
          <Amount
            value={change && !isTooLittle ? formatAmount(change) : '0.00'}
            currency={currency}
            size={28}
          />
        </div>
        <div className="pair">
          <Button type="submit" kind="primary" size="big" icon="cash">
            {say('cash.take')}
          </Button>
          <Button size="big" icon="till" onClick={() => onPay('card')}>
            {say('card.take')}
          </Button>
        </div>
        <p className="faint small">{say('card.hint')}</p>
      </form>
    </Sheet>
  );
}
