import type { Refusal } from '#gateway';
import type { Log } from './log.ts';

/** One line for each refused request: its ids, its code and the reason, never what it carried. */
export function refusalLog(log: Log): (refusal: Refusal) => void {
  return ({ code, reason, level, ...ids }) => {
    const say = code === 'SYSTEM_ERROR' ? log.error : level === 'gateway' ? log.warn : log.info;
    say(`Refused: ${reason}`, { code, ...ids });
  };
}
