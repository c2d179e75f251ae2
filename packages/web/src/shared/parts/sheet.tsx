import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { IconButton } from './button.tsx';

/**
 * A sheet over the page while it is mounted. The browser's own dialog keeps the focus inside, closes on
 * Escape and gives the focus back.
 */
export function Sheet({
  title,
  corner,
  onClose,
  className,
  children,
}: {
  readonly title: string;
  /** A button at the right of the title. */
  readonly corner?: ReactNode;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { say } = useSharedWords();
  const id = useId();
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      className={classNames('sheet', className)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="sheet-head">
        <IconButton icon="cross" label={say('common.close')} onClick={onClose} />
        <h2 id={id}>{title}</h2>
        {corner ?? <span />}
      </header>
      {children}
    </dialog>
  );
}

/** A question with two answers, each named by what it does. */
export function Question({
  title,
  children,
  actions,
  onClose,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions: ReactNode;
  /** Escape, which does nothing else. */
  readonly onClose: () => void;
}) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      className="sheet question"
      role="alertdialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="body">
        <h2 id={id}>{title}</h2>
        {children}
        <div className="acts">{actions}</div>
      </div>
    </dialog>
  );
}

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed while it is still in the page: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return dialog;
}
