import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import {
  amountText,
  Button,
  CodeCard,
  type CodeCardProps,
  Icon,
  IconButton,
  Mark,
  machine,
  Switch,
  useNow,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { brand } from '../brand.ts';
import { deviceClock } from '../device-clock.ts';
import { RefusalOfCodes } from '../parts/refusal-of-codes.tsx';
import { remembered } from '../remembered.ts';
import { useChange, useKeep } from '../settings/use-settings.ts';
import { useWakeLock } from '../use-wake-lock.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

const minuteMs = 60_000;

/** The payment code: shown at once, renewed each minute, covered when it is not looked at. */
export function PayPage() {
  const { say } = useSay();
  const [, go] = useLocation();
  const { me, shelf, codes } = useWallet();
  const now = useNow(250);
  const { isCovered, uncover } = useCover();
  useWakeLock();
  // What was used when the page is opened again is not shown again.
  useEffect(() => {
    if (shelf.view.used) void shelf.renew();
  }, [shelf]);
  const { shown } = codes;
  const seconds = shown ? Math.max(0, Math.ceil((shown.until - 3_000 - now) / 1_000)) : 0;
  const state = me.codes === 'paused' ? 'paused' : stateOf(isCovered, codes);
  return (
    <div className="phone pay">
      <header className="topbar">
        <IconButton icon="cross" label={say('common.close')} onClick={() => go('/')} />
        <h1>{say('pay.title')}</h1>
        <span />
      </header>
      <main>
        <p className="to">{say('pay.show')}</p>
        {codes.refused !== undefined && state !== 'paused' && (!shown || codes.used) ? (
          <RefusalOfCodes code={codes.refused} onRetry={() => void shelf.fill()} />
        ) : (
          <CodeCard
            code={shown?.code}
            state={state}
            seconds={seconds}
            of={minuteMs / 1_000}
            onShow={uncover}
            onRenew={() => {
              uncover();
              void (shown ? shelf.renew() : shelf.fill());
            }}
          />
        )}
        <section className="fund">
          <div className="line">
            <span className="ava">
              <Mark name={brand.id} size={22} />
            </span>
            <span className="grow">
              <b>{say('pay.source')}</b>
              <small>
                {say('pay.sourceSub', { balance: amountText(me.balance, me.currency) })}
              </small>
            </span>
          </div>
          <p className="line">
            <span className="ico">
              <Icon name="network" size={18} />
            </span>
            <span>
              {codes.lastsUntil === undefined
                ? say('pay.untilNone')
                : say('pay.until', { time: deviceClock(codes.lastsUntil) })}
            </span>
          </p>
          <PauseLine />
        </section>
        <BrightnessHint />
      </main>
    </div>
  );
}

/** A switch beside the code: for a phone that is handed to another person. */
function PauseLine() {
  const { say } = useSay();
  const { me } = useWallet();
  const keep = useKeep();
  const pause = useChange(async (on: boolean) =>
    keep.wallet(on ? await ask('POST /codes/pause') : await ask('POST /codes/resume')),
  );
  return (
    <div className="line">
      <span className="ico">
        <Icon name="pause" size={18} />
      </span>
      <span className="grow">
        {say('me.pause')}
        <small>{pause.problem ?? say('me.pauseSub')}</small>
      </span>
      <Switch
        on={me.codes === 'paused'}
        label={say('me.pause')}
        disabled={pause.isBusy}
        onChange={pause.run}
      />
    </div>
  );
}

function stateOf(
  isCovered: boolean,
  { shown, used, isOffline }: ReturnType<typeof useWallet>['codes'],
): CodeCardProps['state'] {
  if (!shown) return isOffline ? 'spent' : 'loading';
  if (used) return 'used';
  return isCovered ? 'hidden' : 'live';
}

const idleMs = 60_000;

/** Covers the code when the page is left or not touched for a minute. */
function useCover() {
  const [isCovered, setCovered] = useState(false);
  const [touchedAt, setTouchedAt] = useState(machine.now);
  const uncover = useCallback(() => {
    setCovered(false);
    setTouchedAt(machine.now());
  }, []);
  useEffect(() => {
    const cover = () => setCovered(true);
    const onVisibility = () => document.visibilityState === 'hidden' && cover();
    const touch = () => setTouchedAt(machine.now());
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('blur', cover);
    window.addEventListener('pointerdown', touch);
    window.addEventListener('keydown', touch);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('blur', cover);
      window.removeEventListener('pointerdown', touch);
      window.removeEventListener('keydown', touch);
    };
  }, []);
  useEffect(
    () => (touchedAt > 0 ? machine.after(idleMs, () => setCovered(true)) : undefined),
    [touchedAt],
  );
  return { isCovered, uncover };
}

function BrightnessHint() {
  const { say } = useSay();
  const [seen, setSeen] = useState(remembered.hintSeen);
  if (seen) return null;
  return (
    <p className="hint">
      <Icon name="bolt" size={16} />
      <span>{say('pay.hint')}</span>
      <Button
        kind="quiet"
        onClick={() => {
          remembered.keepHintSeen();
          setSeen(true);
        }}
      >
        {say('pay.gotIt')}
      </Button>
    </p>
  );
}
