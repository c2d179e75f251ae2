/** The server's business time, by how much the device's clock differs from it. A sandbox may have moved it. */
import { businessDate, instant } from '@sampan/primitives';
import { epochMs, machine } from '../shared/index.ts';

let driftMs = 0;

export const serverClock = {
  /** The device's time minus the server's. */
  setDrift: (ms: number) => {
    driftMs = ms;
  },
  now: (): number => machine.now() - driftMs,
  today: (): string => businessDate(instant(Math.round(machine.now() - driftMs))),
  /** Seconds until an ISO time, at least 0. */
  secondsUntil: (iso: string | undefined, deviceNow: number): number => {
    const end = iso === undefined ? undefined : epochMs(iso);
    return end === undefined ? 0 : Math.max(0, Math.ceil((end + driftMs - deviceNow) / 1_000));
  },
};
