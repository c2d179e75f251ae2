import { type SharedWords, useWords } from '@sampan/web/shared';
import type { TillWords } from './en.ts';

export const useTillWords = () => useWords<SharedWords & TillWords>();
