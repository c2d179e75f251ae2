import { businessDate, instant, offsetTime } from '@sampan/primitives';

/** ISO 8601, GMT+8. */
export const timeText = (ms: number): string => offsetTime(instant(Math.round(ms)));

export const dayText = (ms: number): string => businessDate(instant(Math.round(ms)));
