import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import { isForPage } from './for-page.ts';

interface RowKeys {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: readonly { readonly id: string }[];
  readonly open: string | undefined;
  readonly virtual: Pick<Virtualizer<HTMLDivElement, Element>, 'scrollToIndex'>;
  readonly onOpen: (id: string | undefined) => void;
}

/** Arrows or j and k move through the rows, Enter opens, Escape goes back; off while typing. */
export function useRowKeys({ scroller, rows, open, virtual, onOpen }: RowKeys): void {
  useEffect(() => {
    const focusRow = (index: number) => {
      const row = rows[index];
      if (!row) return;
      virtual.scrollToIndex(index);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-id="${row.id}"]`)?.focus(),
      );
    };
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event;
      const element = target instanceof HTMLElement ? target : undefined;
      if (!isForPage(event)) {
        if (key === 'Escape' && !document.querySelector('dialog[open]')) element?.blur();
        return;
      }
      if (key === 'Escape' && open !== undefined) return onOpen(undefined);
      const step = rowSteps[key];
      const inList = element?.closest('.xrow');
      if (step === undefined || (key.startsWith('Arrow') && element !== document.body && !inList)) {
        return;
      }
      event.preventDefault();
      const at = inList?.getAttribute('data-id') ?? open;
      const index = rows.findIndex(({ id }) => id === at);
      focusRow(index < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, index + step)));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [scroller, rows, open, virtual, onOpen]);
}

export const rowSteps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
};
