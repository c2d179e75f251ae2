import { useEffect } from 'react';
import { keyName, pressKey } from './keys.ts';

/** Keys of the page, except while a dialog lies over it: that has its own. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = keyName(event);
      if (name === undefined) return;
      const isFunction = name.startsWith('F');
      const inDialog = document.querySelector('dialog[open]') !== null;
      if (inDialog) {
        if (isFunction) event.preventDefault();
        return;
      }
      if (name === 'Enter' && isForElement(event.target)) return;
      if (pressKey(name) || isFunction) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Enter in a field, or on a button that was reached by keys, means that field or button. */
function isForElement(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select')) return true;
  return target.closest('button, a')?.matches(':focus-visible') === true;
}
