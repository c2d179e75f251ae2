import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 899px)');

function onChange(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether tables are rows of a list here, and the side bar a drawer. */
export const useNarrow = (): boolean => useSyncExternalStore(onChange, () => query.matches);
