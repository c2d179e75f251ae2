/** Lets other work run in between: a whole record takes a second, and the gateway answers meanwhile. */
import { milliseconds, type Timers } from '@sampan/primitives';

/** Pauses when the work has gone on for a while since the last pause. */
export type Pause = () => Promise<void>;

const workMaxMs = 10;

export function pausing(timers: Timers): Pause {
  let sinceMs = timers.monotonicMs();
  return async () => {
    if (timers.monotonicMs() - sinceMs < workMaxMs) return;
    await timers.sleep(milliseconds(0));
    sinceMs = timers.monotonicMs();
  };
}

/** Carries out work to its end, with pauses between its steps. */
export async function inSteps<Made>(steps: Iterator<undefined, Made>, pause: Pause): Promise<Made> {
  let step = steps.next();
  while (!step.done) {
    await pause();
    step = steps.next();
  }
  return step.value;
}
