import { useEffect, useState } from 'react';
import { machine } from './machine.system.ts';

/** The time in milliseconds, looked at again each `everyMs`. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(machine.now);
  useEffect(() => machine.every(everyMs, () => setNow(machine.now())), [everyMs]);
  return now;
}
