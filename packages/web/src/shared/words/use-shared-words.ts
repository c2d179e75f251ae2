import type { SharedWords } from './en.ts';
import { useWords } from './words.tsx';

/** The words of the shared parts. */
export const useSharedWords = () => useWords<SharedWords>();
