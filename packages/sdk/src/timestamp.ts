import { dashedTime, instant } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

/**
 * The time of a request as the documents of the contract write it: milliseconds since 1970 in Hong
 * Kong, `yyyy-MM-dd HH:mm:ss` GMT+8 elsewhere. Gateways read both.
 */
export const timestampOf = (contract: Contract, nowMs: number): string =>
  contract === 'hk' ? String(Math.trunc(nowMs)) : dashedTime(instant(Math.trunc(nowMs)));
