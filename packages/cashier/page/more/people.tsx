import type { ListedCashierView } from '@sampan/cashier/api';
import { Button, Chip, Field, Question, Sheet } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { CashierButton, useCashiers } from '../frame/sign-in.tsx';
import { newId } from '../ids.system.ts';
import { refusalCode, till } from '../store/api.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';

const roles = ['cashier', 'supervisor'] as const;

/** Who works at this till; a supervisor adds people, gives new PINs and takes people off. */
export function People() {
  const { say } = useTillWords();
  const { cashiers, load } = useCashiers();
  const [chosen, setChosen] = useState<ListedCashierView | 'new'>();
  const close = () => {
    setChosen(undefined);
    void load();
  };
  return (
    <section className="card pad-in">
      <h2>{say('people.title')}</h2>
      <ul className="cashiers" aria-label={say('people.title')}>
        {cashiers?.map((each) => (
          <li key={each.id}>
            <CashierButton cashier={each} on={false} onPress={() => setChosen(each)} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={() => setChosen('new')}>
        {say('people.add')}
      </Button>
      {chosen === 'new' && <NewPerson onClose={close} />}
      {chosen !== undefined && chosen !== 'new' && <Person person={chosen} onClose={close} />}
    </section>
  );
}

/** Sends something, and says why it was not taken. */
function useSending(onDone: () => void) {
  const { say } = useTillWords();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  async function send(call: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    try {
      await call();
      onDone();
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
    } finally {
      setBusy(false);
    }
  }
  return { wrong, busy, send, setWrong };
}

const isPin = (text: string): boolean => /^\d{4,6}$/.test(text);

function NewPerson({ onClose }: { readonly onClose: () => void }) {
  const { say } = useTillWords();
  const { wrong, busy, send, setWrong } = useSending(onClose);
  const [id] = useState(newId);
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('cashier');
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === '') return setWrong(say('people.needsName'));
    if (!isPin(pin)) return setWrong(say('people.needsPin'));
    void send(() => till('POST /cashiers', { body: { id, name: name.trim(), role, pin } }));
  };
  return (
    <Sheet title={say('people.add')} className="till-sheet" onClose={onClose}>
      <form className="sheet-body" onSubmit={submit} noValidate>
        <Field
          size="phone"
          label={say('people.name')}
          maxLength={40}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="chips">
          {roles.map((each) => (
            <Chip key={each} on={each === role} onPress={() => setRole(each)}>
              {say(`role.${each}`)}
            </Chip>
          ))}
        </div>
        <PinField pin={pin} wrong={wrong} onPin={setPin} />
        <Button type="submit" kind="primary" size="big" full busy={busy}>
          {say('people.add')}
        </Button>
      </form>
    </Sheet>
  );
}

function Person({
  person,
  onClose,
}: {
  readonly person: ListedCashierView;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const { wrong, busy, send, setWrong } = useSending(onClose);
  const [pin, setPin] = useState('');
  const [asks, setAsks] = useState(false);
  const { id, name } = person;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!isPin(pin)) return setWrong(say('people.needsPin'));
    void send(() => till('POST /cashiers/:id/pin', { params: { id }, body: { pin } }));
  };
  const remove = () => {
    setAsks(false);
    void send(() => till('DELETE /cashiers/:id', { params: { id } }));
  };
  return (
    <Sheet title={name} className="till-sheet" onClose={onClose}>
      <form className="sheet-body" onSubmit={submit} noValidate>
        <p className="muted">{say('people.pinWhat')}</p>
        <PinField pin={pin} wrong={wrong} onPin={setPin} />
        <Button type="submit" kind="primary" size="big" full busy={busy} icon="lock">
          {say('people.newPin')}
        </Button>
        <Button size="big" full onClick={() => setAsks(true)}>
          {say('people.remove')}
        </Button>
      </form>
      {asks && (
        <Question
          title={say('people.removeAsk', { name })}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button kind="primary" size="big" full onClick={remove}>
                {say('people.remove')}
              </Button>
              <Button size="big" full onClick={() => setAsks(false)}>
                {say('people.keep')}
              </Button>
            </>
          }
        >
          <p>{say('people.removeWhat')}</p>
        </Question>
      )}
    </Sheet>
  );
}

function PinField({
  pin,
  wrong,
  onPin,
}: {
  readonly pin: string;
  readonly wrong: string | undefined;
  readonly onPin: (pin: string) => void;
}) {
  const { say } = useTillWords();
  return (
    <Field
      size="phone"
      type="password"
      label={say('people.pin')}
      hint={say('people.pinHint')}
      wrong={wrong}
      inputMode="numeric"
      autoComplete="off"
      value={pin}
      onChange={({ target }) => onPin(target.value.replace(/\D/g, '').slice(0, 6))}
    />
  );
}
