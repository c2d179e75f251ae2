import type { SharedWords } from '../../shared/index.ts';
import { useWords } from '../../shared/index.ts';
import type { ConsoleWords } from './en.ts';

/** The words of the console and of the shared parts. */
export const useSay = () => useWords<SharedWords & ConsoleWords>();
