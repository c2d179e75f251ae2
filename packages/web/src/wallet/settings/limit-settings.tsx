import type { SettingsView } from '@sampan/api';
import { type FormEvent, useState } from 'react';
import {
  amountText,
  Button,
  Failed,
  Field,
  type IconName,
  Loading,
  Meter,
  PinSheet,
  Sheet,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';
import { Group, Setting } from './setting.tsx';
import { useChange, useKeep, useSettings } from './use-settings.ts';

type LimitName = keyof SettingsView['limits'];

const rows = [
  ['passwordFree', 'lock', 'me.limitFree'],
  ['payment', 'settings', 'me.limitPayment'],
  ['day', 'clock', 'me.limitDay'],
  ['month', 'calendar', 'me.limitMonth'],
] as const satisfies readonly (readonly [LimitName, IconName, string])[];

/** The lower of what the buyer and the operator allow. */
function effective({ own, highest }: { readonly own?: string; readonly highest?: string }) {
  if (own === undefined || highest === undefined) return own ?? highest;
  return Number(own) < Number(highest) ? own : highest;
}

/** What may be paid at once, a day and a month, and how much of it is used. */
export function LimitSettings() {
  const { say } = useSay();
  const { currency } = useWallet().me;
  const [changing, setChanging] = useState<LimitName>();
  const settings = useSettings();
  if (!settings.data) {
    return (
      <Group title={say('me.limits')}>
        {settings.isError ? (
          <Failed onRetry={() => void settings.refetch()} />
        ) : (
          <Loading what={say('me.limits')} />
        )}
      </Group>
    );
  }
  const { limits } = settings.data;
  return (
    <Group title={say('me.limits')}>
      {rows.map(([name, icon, words]) => {
        const limit = effective(limits[name]);
        return (
          <Setting
            key={name}
            icon={icon}
            title={say(words)}
            end={<Button onClick={() => setChanging(name)}>{say('me.limitChange')}</Button>}
          >
            {name === 'day' || name === 'month' ? (
              <Used name={name} used={limits[name].used} limit={limit} />
            ) : (
              <small className="num">{shownLimit(name, limit)}</small>
            )}
          </Setting>
        );
      })}
      {changing && (
        <LimitSheet
          name={changing}
          limit={limits[changing]}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Group>
  );

  function shownLimit(name: LimitName, limit: string | undefined): string {
    if (limit === undefined)
      return say(name === 'passwordFree' ? 'me.limitNeverPin' : 'me.limitNone');
    if (name === 'passwordFree' && Number(limit) === 0) return say('me.limitAlways');
    return amountText(limit, currency);
  }
}

function Used({
  name,
  used,
  limit,
}: {
  readonly name: 'day' | 'month';
  readonly used: string;
  readonly limit: string | undefined;
}) {
  const { say } = useSay();
  const { currency } = useWallet().me;
  const words = say(name === 'day' ? 'me.used' : 'me.usedMonth', {
    used: amountText(used, currency),
  });
  if (limit === undefined) return <small className="num">{words}</small>;
  return (
    <Meter
      words={words}
      limit={say('me.of', { limit: amountText(limit, currency) })}
      share={Number(used) / Number(limit)}
    />
  );
}

/** A lower limit holds at once; a higher one asks for the PIN. */
function LimitSheet({
  name,
  limit: { own, highest },
  onClose,
}: {
  readonly name: LimitName;
  readonly limit: { readonly own?: string; readonly highest?: string };
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const { currency } = useWallet().me;
  const keep = useKeep();
  const [text, setText] = useState(own ?? '');
  const [isWrong, setWrong] = useState(false);
  const [asked, setAsked] = useState<string>();
  const change = useChange(async (value: string, pin?: string) => {
    keep.settings(await ask('PATCH /settings/limits', { body: { [name]: value, pin } }));
    onClose();
  });
  const save = (value: string) => {
    setAsked(value);
    change.run(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isAmount = /^\d{1,9}(?:\.\d{1,2})?$/.test(text.trim());
    setWrong(!isAmount);
    if (isAmount) save(text.trim());
  };
  const code = change.refusal?.code;
  const isPinMissing = code === 'pin-needed' || code === 'pin-wrong' || code === 'locked';
  if (asked !== undefined && isPinMissing) {
    return (
      <PinSheet
        title={say('prompt.title')}
        wrong={code === 'pin-needed' ? undefined : change.problem}
        checking={change.isBusy}
        locked={code === 'locked'}
        onPin={(pin) => change.run(asked, pin)}
        onClose={onClose}
      >
        <span>{say('me.limitPin')}</span>
      </PinSheet>
    );
  }
  return (
    <Sheet title={say('me.limitNew')} onClose={onClose}>
      <form className="sheet-body" onSubmit={submit}>
        <Field
          size="phone"
          label={say('me.limitNew')}
          name="limit"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          before={<span className="country">{currency}</span>}
          hint={highest && say('me.limitHighest', { limit: amountText(highest, currency) })}
          wrong={isWrong ? say('me.limitWrong') : change.problem}
          onChange={({ target }) => setText(target.value)}
        />
        <Button kind="brand" size="big" full type="submit" busy={change.isBusy}>
          {say('me.limitSave')}
        </Button>
        <Button full onClick={() => save('none')}>
          {say('me.limitRemove')}
        </Button>
      </form>
    </Sheet>
  );
}
