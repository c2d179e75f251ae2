import type { SharedWords } from '../../shared/index.ts';
import { useWords } from '../../shared/index.ts';
import type { InspectorWords } from './en.ts';

/** The words of the inspector and of the shared parts. */
export const useSay = () => useWords<SharedWords & InspectorWords>();
