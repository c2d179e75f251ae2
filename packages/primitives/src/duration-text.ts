import { type Duration, milliseconds } from './instant.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `90s`, `10m`, `2h` or `1d`; undefined when the text is none of them. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^([1-9][0-9]{0,6})([smhd])$/.exec(text);
  if (!match) return undefined;
  return milliseconds(Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]);
}
