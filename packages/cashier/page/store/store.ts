import { useSyncExternalStore } from 'react';
import { newId } from '../ids.system.ts';
import { startState, type TillAction, type TillState, tillAfter } from './state.ts';

let current = startState(newId());
const listeners = new Set<() => void>();

export const tillState = (): TillState => current;

export function dispatch(action: TillAction): void {
  const next = tillAfter(current, action);
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A part of the state; the component draws again when it changes. */
export function useTill<Part>(select: (state: TillState) => Part): Part {
  return useSyncExternalStore(subscribe, () => select(current));
}
