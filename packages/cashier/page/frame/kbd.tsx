import { Button, type ButtonProps } from '@sampan/web/shared';
import { useEffect, useRef } from 'react';
import { Hot } from './hot.tsx';
import { bindKey } from './keys.ts';

/** A button with the key that presses it, while the button is there and nothing lies over it. */
export function KeyButton({
  hot,
  first = false,
  children,
  ...button
}: ButtonProps & {
  readonly hot?: string;
  /** It has the focus when it appears. */
  readonly first?: boolean;
}) {
  const own = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) own.current?.focus({ preventScroll: true });
  }, [first]);
  useEffect(
    () => (hot === undefined ? undefined : bindKey(hot, () => own.current?.click())),
    [hot],
  );
  return (
    <Button {...button} ref={own} aria-keyshortcuts={hot === 'Esc' ? 'Escape' : hot}>
      {children}
      {hot !== undefined && <Hot name={hot} />}
    </Button>
  );
}
