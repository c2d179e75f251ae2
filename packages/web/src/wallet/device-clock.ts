import { instant, offsetTime } from '@sampan/primitives';
import { clockTime } from '../shared/index.ts';

/** `12:09`, GMT+8, of milliseconds since 1970. */
export const deviceClock = (ms: number): string => clockTime(offsetTime(instant(Math.round(ms))));
