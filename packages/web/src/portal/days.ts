/** Spans of business days that a list is filtered by. */
import { addDays, parseBusinessDate } from '@sampan/primitives';

export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The usual spans, counted from today. */
export const spanNames = ['today', 'yesterday', 'week', 'month'] as const;
export type SpanName = (typeof spanNames)[number];

export function dayBefore(day: string, count: number): string {
  const parsed = parseBusinessDate(day);
  return parsed === undefined ? day : addDays(parsed, -count);
}

export function spanOf(name: SpanName, today: string): Span {
  if (name === 'today') return { from: today, to: today };
  if (name === 'yesterday') return { from: dayBefore(today, 1), to: dayBefore(today, 1) };
  return { from: dayBefore(today, name === 'week' ? 6 : 29), to: today };
}

/** The usual name of a span; undefined for another, and for none. */
export const nameOf = ({ from, to }: Span, today: string): SpanName | undefined =>
  spanNames.find((name) => {
    const span = spanOf(name, today);
    return span.from === from && span.to === to;
  });
