import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isTyping } from './is-typing.ts';
import { entries } from './pages.ts';

const places: ReadonlyMap<string, (typeof all)[number]['to']> = new Map(
  Object.values(entries)
    .flat()
    .map(({ key, to }) => [key, to]),
);

const all = Object.values(entries).flat();

/** `g` and a letter lead to a page, `?` lists all keys; off while typing. */
export function useGoKeys() {
  const navigate = useNavigate();
  const [isListed, setListed] = useState(false);
  useEffect(() => {
    let isGoing = false;
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const to = isGoing ? places.get(key) : undefined;
      isGoing = key === 'g';
      if (to !== undefined) void navigate({ to });
      else if (key === '?') setListed(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);
  return { isListed, close: () => setListed(false) };
}
