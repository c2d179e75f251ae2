import type { SharedWords } from '../../shared/index.ts';
import { useWords } from '../../shared/index.ts';
import type { WalletWords } from './en.ts';

export type AllWords = SharedWords & WalletWords;

/** The words of the wallet and of the shared parts. */
export const useSay = () => useWords<AllWords>();
