import type { ListedCashierView } from '@sampan/cashier/api';
import { Button, clockTime, Failed, Icon, Loading } from '@sampan/web/shared';
import { type FormEvent, useEffect, useState } from 'react';
import { wakeSound } from '../sound/sound.system.ts';
import { connect } from '../store/actions.ts';
import { refusalCode, till } from '../store/api.ts';
import { readAll } from '../store/connection.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { LanguageChoice } from './language-choice.tsx';
import { PinPad } from './pin-pad.tsx';

/** Who stands at the till: a name and its PIN. */
export function SignIn() {
  const { say } = useTillWords();
  const { cashiers, failed, load } = useCashiers();
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [presses, setPresses] = useState(0);
  const cashier = cashiers?.find(({ id }) => id === chosen) ?? cashiers?.[0];

  async function signIn(event: FormEvent) {
    event.preventDefault();
    if (!cashier || pin.length < 4 || busy) return;
    wakeSound();
    setBusy(true);
    try {
      await till('POST /sign-in', { body: { cashierId: cashier.id, pin } });
      await readAll();
      connect();
    } catch (error) {
      setWrong(await whyNot(error, cashier.id));
      setPin('');
    } finally {
      setBusy(false);
    }
  }

  async function whyNot(error: unknown, id: string): Promise<string> {
    const code = refusalCode(error);
    if (code !== 'pin-wrong' && code !== 'pin-locked') return say('notice.noAnswer');
    const again = (await load())?.find((each) => each.id === id);
    if (again?.lockedUntil !== undefined) {
      return say('signIn.locked', { time: clockTime(again.lockedUntil) });
    }
    return say('signIn.wrong', { n: again?.triesLeft ?? 0 });
  }

  return (
    <main className="sign-in">
      <form className="card" onSubmit={signIn}>
        <section>
          <h1>{say('signIn.title')}</h1>
          {failed && <Failed onRetry={load} />}
          {!cashiers && !failed && <Loading what={say('signIn.cashiers')} onRetry={load} />}
          <ul className="cashiers" aria-label={say('signIn.cashiers')}>
            {cashiers?.map((each) => (
              <li key={each.id}>
                <CashierButton
                  cashier={each}
                  on={each === cashier}
                  onPress={() => {
                    setChosen(each.id);
                    setPresses(presses + 1);
                    setPin('');
                    setWrong(undefined);
                  }}
                />
              </li>
            ))}
          </ul>
          <LanguageChoice />
        </section>
        <section>
          <PinPad
            // A fresh one takes the focus, also when the chosen person is pressed again.
            key={`${cashier?.id} ${presses}`}
            pin={pin}
            label={say('signIn.pin')}
            wrong={wrong}
            onPin={(next) => {
              setPin(next);
              setWrong(undefined);
            }}
          />
          <Button type="submit" kind="primary" size="big" full busy={busy} icon="person">
            {cashier ? say('signIn.as', { name: cashier.name }) : say('signIn.button')}
          </Button>
        </section>
      </form>
    </main>
  );
}

export function CashierButton({
  cashier,
  on,
  onPress,
}: {
  readonly cashier: ListedCashierView;
  readonly on: boolean;
  readonly onPress: () => void;
}) {
  const { say } = useTillWords();
  return (
    <button type="button" className="cashier" aria-pressed={on} onClick={onPress}>
      <Icon name={cashier.role === 'supervisor' ? 'people' : 'person'} size={22} />
      <span className="grow">
        <b className="line-1">{cashier.name}</b>
        <small>
          {cashier.lockedUntil !== undefined
            ? say('signIn.locked', { time: clockTime(cashier.lockedUntil) })
            : say(`role.${cashier.role}`)}
        </small>
      </span>
      {on && <Icon name="tick" size={20} weight={2.4} />}
    </button>
  );
}

/** Who may sign in. */
export function useCashiers() {
  const [cashiers, setCashiers] = useState<readonly ListedCashierView[]>();
  const [failed, setFailed] = useState(false);
  async function load() {
    try {
      const { items } = await till('GET /cashiers');
      setCashiers(items);
      setFailed(false);
      return items;
    } catch {
      setFailed(true);
      return undefined;
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is shown
  useEffect(() => void load(), []);
  return { cashiers, failed, load };
}
