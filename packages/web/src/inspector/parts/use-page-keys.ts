import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { machine } from '../../shared/index.ts';
import { isForPage } from './for-page.ts';

/** The letters after `g`, and where they go. */
export const goKeys = {
  e: '/',
  s: '/scenarios',
  a: '/acceptance',
  b: '/build',
  w: '/worlds',
} as const;

const isGoKey = (key: string): key is keyof typeof goKeys => key in goKeys;

/** For so long after `g` a letter counts. */
const goWithinMs = 1_500;

/** The keys of every page: `/` is the search, `g` and a letter go to a page, `?` lists all keys. */
export function usePageKeys(onHelp: () => void): void {
  const navigate = useNavigate();
  const help = useRef(onHelp);
  useEffect(() => {
    help.current = onHelp;
  });
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      if (!isForPage(event)) return;
      const goes = machine.now() < goUntil && isGoKey(key);
      goUntil = key === 'g' ? machine.now() + goWithinMs : 0;
      if (goes) {
        event.preventDefault();
        const to = goKeys[key];
        void navigate({ to, search: (old) => ({ world: old.world }) });
      } else if (key === '/') {
        event.preventDefault();
        document.querySelector<HTMLElement>('.find input')?.focus();
      } else if (key === '?') {
        event.preventDefault();
        help.current();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);
}
