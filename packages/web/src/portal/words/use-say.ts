import type { SharedWords } from '../../shared/index.ts';
import { useWords } from '../../shared/index.ts';
import type { PortalWords } from './en.ts';

/** The words of the portal and of the shared parts. */
export const useSay = () => useWords<SharedWords & PortalWords>();
