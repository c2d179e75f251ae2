/** What stands where content will be: at once a shape, after two seconds words, after ten a way out. */
import { type ReactNode, useEffect, useState } from 'react';
import { machine } from '../machine.system.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export function Loading({
  what,
  rows = 3,
  onRetry,
}: {
  readonly what: string;
  readonly rows?: number;
  readonly onRetry?: () => void;
}) {
  const { say } = useSharedWords();
  const [seconds, setSeconds] = useState<0 | 2 | 10>(0);
  useEffect(() => {
    const ends = [
      machine.after(2_000, () => setSeconds(2)),
      machine.after(10_000, () => setSeconds(10)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  if (seconds === 10) return <Failed onRetry={onRetry} />;
  return (
    <div className="skeleton" aria-busy="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing but their place
        <i key={index} />
      ))}
      <p role="status">{seconds === 2 ? say('common.loading', { what }) : ''}</p>
    </div>
  );
}

export function Failed({
  children,
  onRetry,
}: {
  readonly children?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
}) {
  const { say } = useSharedWords();
  return (
    <Empty
      icon="warning"
      title={children ?? say('common.failed')}
      action={onRetry && <Button onClick={onRetry}>{say('common.retry')}</Button>}
    />
  );
}

/** Nothing is here, why, and what to press. */
export function Empty({
  icon = 'list',
  title,
  children,
  action,
}: {
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty" role="status">
      <Icon name={icon} />
      <b>{title}</b>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
