import { useEffect, useRef } from 'react';
import { isForPage } from './for-page.ts';
import { rowSteps } from './row-keys.ts';

/** Arrows or j and k move through the rows of a page whose rows are all in it; Escape goes back. */
export function usePlainRowKeys(selector: string, onBack: () => void): void {
  const back = useRef(onBack);
  useEffect(() => {
    back.current = onBack;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      const { key, target } = event;
      if (key === 'Escape') return back.current();
      const step = rowSteps[key];
      const rows = [...document.querySelectorAll<HTMLElement>(selector)];
      const at = target instanceof HTMLElement ? rows.indexOf(target) : -1;
      if (step === undefined || (key.startsWith('Arrow') && at < 0)) return;
      event.preventDefault();
      const open = rows.findIndex((row) => row.getAttribute('aria-current') !== null);
      const from = at < 0 ? open : at;
      rows[from < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, from + step))]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [selector]);
}
