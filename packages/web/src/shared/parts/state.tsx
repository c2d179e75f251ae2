/** The six states of money, each with its shape, glyph and word; and three of steps. */
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type MoneyState = 'paid' | 'waiting' | 'refused' | 'unknown' | 'closed' | 'refund';
export type StepState = 'done' | 'ok' | 'next';
export type State = MoneyState | StepState;

const glyphs: Readonly<Record<State, IconName>> = {
  paid: 'tick',
  waiting: 'clock',
  refused: 'cross',
  unknown: 'question',
  closed: 'bar',
  refund: 'back',
  done: 'tick',
  ok: 'tick',
  next: 'bar',
};

/** The glyph in its shape. Beside it there must be the word. */
export function StateDot({
  state,
  size = 28,
}: {
  readonly state: State;
  readonly size?: 20 | 28 | 40 | 64 | 96;
}) {
  return (
    <span className={classNames('sdot', state, size !== 28 && `s${size}`)} aria-hidden="true">
      <Icon name={glyphs[state]} weight={2.4} />
    </span>
  );
}

/** The glyph and the word; `children` replaces the usual word. */
export function StatePill({
  state,
  children,
}: {
  readonly state: State;
  readonly children?: ReactNode;
}) {
  const { say } = useSharedWords();
  return (
    <span className={classNames('pill', state)}>
      <Icon name={glyphs[state]} size={12} weight={2.8} />
      {children ?? say(`state.${state}`)}
    </span>
  );
}

/** What became of a payment, large enough to be seen first. */
export function StatusPanel({
  state,
  title,
  size = 'phone',
  explained,
  amount,
  children,
  actions,
}: {
  readonly state: MoneyState;
  readonly title: string;
  readonly size?: 'phone' | 'till';
  readonly explained?: ReactNode;
  readonly amount?: ReactNode;
  /** Facts below the amount. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const isAlarm = state === 'unknown' || state === 'refused';
  return (
    <section
      className={classNames('panel', state, size === 'till' && 'till')}
      role={isAlarm ? 'alert' : 'status'}
    >
      <StateDot state={state} size={size === 'till' ? 96 : 64} />
      <h2>{title}</h2>
      {amount}
      {explained && <p>{explained}</p>}
      {children}
      {actions && <div className="acts">{actions}</div>}
    </section>
  );
}

/** The line that stays while a payment is unknown, or the server gone. */
export function Strip({
  noServer = false,
  onOpen,
  children,
}: {
  readonly noServer?: boolean;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}) {
  const content = (
    <>
      <Icon name={noServer ? 'warning' : 'question'} size={20} weight={2.2} />
      <span className="grow">{children}</span>
      {onOpen && <Icon name="right" size={20} />}
    </>
  );
  const className = classNames('strip', noServer && 'no-server');
  if (!onOpen) {
    return (
      <div className={className} role="alert">
        {content}
      </div>
    );
  }
  return (
    <div role="alert">
      <button type="button" className={className} onClick={onOpen}>
        {content}
      </button>
    </div>
  );
}
