/** What slides over the counter: a code by camera or pasted, discount, tip, split, and cash or card. */
import type { BasketPart } from '@sampan/cashier/api';
import { parseAmount } from '@sampan/primitives';
import { Amount, amountText, Button, Field, Sheet } from '@sampan/web/shared';
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { isPaymentCode } from '../scan/scanner.ts';
import { payOtherwise, takeCode } from '../store/actions.ts';
import { currencyOf } from '../store/state.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { isMoreThanZero, shares } from './draft.ts';
import { OtherwiseSheet } from './otherwise.tsx';

const CodeSheet = lazy(async () => ({ default: (await import('./code-sheet.tsx')).CodeSheet }));

export type SheetName = 'code' | 'discount' | 'tip' | 'split' | 'otherwise';

export function ChargeSheet({
  name,
  due,
  now,
  onClose,
}: {
  readonly name: SheetName;
  readonly due: string;
  readonly now: string;
  readonly onClose: () => void;
}) {
  switch (name) {
    case 'code':
      return (
        <Suspense>
          <CodeSheet
            amount={now}
            onClose={onClose}
            onCode={(code) => {
              if (!isPaymentCode(code)) return false;
              onClose();
              void takeCode(code);
              return true;
            }}
          />
        </Suspense>
      );
    case 'discount':
      return <PartSheet kind="discount" onClose={onClose} />;
    case 'tip':
      return <PartSheet kind="tip" onClose={onClose} />;
    case 'split':
      return <SplitSheet due={due} onClose={onClose} />;
    case 'otherwise':
      return (
        <OtherwiseSheet
          amount={now}
          onClose={onClose}
          onPay={(method, given) => {
            onClose();
            void payOtherwise(method, given);
          }}
        />
      );
  }
}

const discountPercents = [5, 10, 20];

/** A discount or a tip: some per cent with one press, or an amount. */
function PartSheet({
  kind,
  onClose,
}: {
  readonly kind: 'discount' | 'tip';
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const tips = useTill(({ till }) => till?.tipPercents ?? []);
  const percents = kind === 'tip' ? tips : discountPercents;
  const set = (part: BasketPart | undefined) => {
    dispatch({ is: 'draft', change: { is: kind, part } });
    onClose();
  };
  return (
    <Sheet title={say(`charge.${kind}`)} className="till-sheet" onClose={onClose}>
      <div className="sheet-body">
        <div className="choices">
          {percents.map((percent) => (
            <Button key={percent} size="big" onClick={() => set({ percent: String(percent) })}>
              {percent} %
            </Button>
          ))}
        </div>
        <AmountForm
          label={say(`${kind}.amount`, { currency })}
          action={say(`${kind}.set`)}
          onAmount={(amount) => set({ amount })}
        />
        <Button kind="quiet" full onClick={() => set(undefined)}>
          {say(`${kind}.none`)}
        </Button>
      </div>
    </Sheet>
  );
}

/** Equal shares, or an amount of which this customer pays. */
function SplitSheet({ due, onClose }: { readonly due: string; readonly onClose: () => void }) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const set = (amount: string | undefined) => {
    dispatch({ is: 'draft', change: { is: 'part', amount } });
    onClose();
  };
  return (
    <Sheet title={say('charge.split')} className="till-sheet" onClose={onClose}>
      <div className="sheet-body">
        <p className="muted">{say('split.of', { amount: amountText(due, currency) })}</p>
        <div className="choices">
          {[2, 3, 4].map((count) => (
            <Button
              key={count}
              size="big"
              className="two-lines"
              onClick={() => set(shares(due, count, currency)[0])}
            >
              {say('split.by', { count })}
              <Amount
                value={shares(due, count, currency)[0] ?? due}
                currency={currency}
                withoutCurrency
              />
            </Button>
          ))}
        </div>
        <AmountForm
          label={say('split.amount', { currency })}
          action={say('split.set')}
          onAmount={set}
        />
      </div>
    </Sheet>
  );
}

/** One amount, typed. */
export function AmountForm({
  label,
  action,
  hint,
  first = '',
  orZero = false,
  children,
  onAmount,
}: {
  readonly label: string;
  readonly action: string;
  readonly hint?: string;
  readonly first?: string;
  /** Nothing at all is an amount too. */
  readonly orZero?: boolean;
  readonly children?: ReactNode;
  readonly onAmount: (amount: string) => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const [text, setText] = useState(first);
  const [wrong, setWrong] = useState<string>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const amount = text.trim();
    const isGood = orZero
      ? parseAmount(amount, currency) !== undefined
      : isMoreThanZero(amount, currency);
    if (isGood) onAmount(amount);
    else setWrong(say('amount.wrong'));
  };
  return (
    <form className="amount-form" onSubmit={send} noValidate>
      <Field
        size="phone"
        label={label}
        hint={hint}
        wrong={wrong}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={({ target }) => {
          setText(target.value.replace(',', '.'));
          setWrong(undefined);
        }}
      />
      {children}
      <Button type="submit" kind="primary" size="big" full>
        {action}
      </Button>
    </form>
  );
}
