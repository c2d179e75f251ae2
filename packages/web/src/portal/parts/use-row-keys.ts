import { useEffect } from 'react';
import { isTyping } from '../is-typing.ts';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** j and k, or arrows in the list, move the focus through its links, which carry `data-row`; Enter opens them. */
export function useRowKeys(ids: readonly string[], scrollTo: (index: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      const step = steps[key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) {
        return;
      }
      const here = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'];
      if (key.startsWith('Arrow') && here === undefined) return;
      event.preventDefault();
      const at = here === undefined ? -1 : ids.indexOf(here);
      const index = at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + step));
      const id = ids[index];
      if (id === undefined) return;
      scrollTo(index);
      // At once, so that an Enter right behind the key opens this row; one out of sight is drawn first.
      if (!focusRow(id)) requestAnimationFrame(() => focusRow(id));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ids, scrollTo]);
}

function focusRow(id: string): boolean {
  const row = document.querySelector<HTMLElement>(`[data-row="${id}"]`);
  row?.focus({ preventScroll: true });
  return row !== null;
}
