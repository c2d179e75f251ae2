import { useEffect, useRef, useState } from 'react';
import { Barcode, QrCode } from '../codes/drawn.tsx';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Button } from './button.tsx';
import { CountdownRing } from './countdown-ring.tsx';
import { Icon } from './icon.tsx';

export interface CodeCardProps {
  /** 18 or 24 digits; absent while there is none to show. */
  readonly code: string | undefined;
  readonly state: 'live' | 'hidden' | 'used' | 'paused' | 'spent' | 'loading';
  readonly seconds: number;
  readonly of: number;
  readonly onShow: () => void;
  readonly onRenew: () => void;
}

/** A payment code, barcode above QR, on white; or why none is shown. */
export function CodeCard({ code, state, seconds, of, onShow, onRenew }: CodeCardProps) {
  const { say } = useSharedWords();
  if (state === 'hidden') {
    return (
      <section className="code-card" aria-label={say('code.barcode')}>
        <button type="button" className="cover" onClick={onShow}>
          <span>
            <Icon name="eye" />
            {say('code.show')}
          </span>
        </button>
      </section>
    );
  }
  if (state !== 'live' || code === undefined) {
    return (
      <section className="code-card" aria-label={say('code.barcode')} role="status">
        <Cover state={state} onRenew={onRenew} />
      </section>
    );
  }
  return <LiveCode code={code} seconds={seconds} of={of} onRenew={onRenew} />;
}

function Cover({ state, onRenew }: Pick<CodeCardProps, 'state' | 'onRenew'>) {
  const { say } = useSharedWords();
  return (
    <div className="cover">
      {state === 'used' && (
        <span>
          <Icon name="tick" />
          {say('code.used')}
        </span>
      )}
      {state === 'paused' && (
        <span>
          <Icon name="pause" />
          {say('code.paused')}
          <small>{say('code.pausedWhy')}</small>
        </span>
      )}
      {state === 'spent' && (
        <span>
          <Icon name="network" />
          {say('code.spent')}
          <Button icon="renew" onClick={onRenew}>
            {say('common.retry')}
          </Button>
        </span>
      )}
    </div>
  );
}

function LiveCode({
  code,
  seconds,
  of,
  onRenew,
}: Pick<CodeCardProps, 'seconds' | 'of' | 'onRenew'> & { readonly code: string }) {
  const { say } = useSharedWords();
  const [pressed, setPressed] = useState(false);
  const shown = useRef(code);
  const [renewed, setRenewed] = useState(false);
  useEffect(() => {
    if (shown.current !== code) setRenewed(true);
    shown.current = code;
  }, [code]);
  const release = () => setPressed(false);
  // Read aloud at ten seconds and at renewal; the digits never are.
  const spoken =
    seconds === 10 ? say('code.renews', { seconds }) : renewed ? say('code.renewed') : '';
  return (
    <section className="code-card" aria-label={say('code.label', { seconds })}>
      <div className="bars">
        <Barcode digits={code} label={say('code.barcode')} />
      </div>
      <button
        type="button"
        className="hold"
        onPointerDown={() => setPressed(true)}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onKeyDown={({ key }) => (key === ' ' || key === 'Enter') && setPressed(true)}
        onKeyUp={release}
        onBlur={release}
        onContextMenu={(event) => event.preventDefault()}
      >
        {pressed ? (
          <span className="digits">{code.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
        ) : (
          <>
            <Icon name="eye" size={16} />
            {say('code.hold')}
          </>
        )}
      </button>
      <QrCode text={code} label={say('code.qr')} />
      <div className="renew">
        <CountdownRing seconds={seconds} of={of} />
        <span aria-hidden="true">{say('code.renews', { seconds })}</span>
        <Button size="desk" icon="renew" onClick={onRenew}>
          {say('code.new')}
        </Button>
      </div>
      <span className="sr" role="status">
        {spoken}
      </span>
    </section>
  );
}
