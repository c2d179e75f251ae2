import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { asking, mainWorld } from './api/client.ts';

/** The world that the address names, and its API. */
export function useWorld() {
  const { world = mainWorld } = useSearch({ from: '__root__' });
  return useMemo(() => ({ world, ask: asking(world) }), [world]);
}
