/** The time of the till's server, which follows the gateway's; each beat of its stream says it. */
import { machine, useNow } from '@sampan/web/shared';

/** A beat is under way for a while: less than this is no difference. */
const toleratedMs = 1_500;

let aheadMs = 0;

/** The server said what time it is. */
export function heardTime(at: string): void {
  const found = Date.parse(at) - machine.now();
  if (Math.abs(found - aheadMs) >= toleratedMs) aheadMs = Math.abs(found) < toleratedMs ? 0 : found;
}

export const tillTime = (): number => machine.now() + aheadMs;

/** The same, looked at again each `everyMs`. */
export const useTillTime = (everyMs?: number): number => useNow(everyMs) + aheadMs;
