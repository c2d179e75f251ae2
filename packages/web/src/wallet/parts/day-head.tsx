import type { ReactNode } from 'react';
import { dayOf, dayText } from '../../shared/index.ts';
import { serverClock } from '../server-clock.ts';
import { useSay } from '../words/use-say.ts';

/** Things of a day, in the order in which they were given. */
export interface OfDay<Each> {
  readonly day: string;
  readonly members: readonly Each[];
}

/** Groups what has a time by its business day. */
export function byDay<Each>(
  all: readonly Each[],
  timeOf: (each: Each) => string,
): readonly OfDay<Each>[] {
  const days = new Map<string, Each[]>();
  for (const each of all) {
    const day = dayOf(timeOf(each));
    days.set(day, [...(days.get(day) ?? []), each]);
  }
  return [...days].map(([day, members]) => ({ day, members }));
}

const dayMs = 86_400_000;

/** A day by its name; `children` stand at the right. */
export function DayHead({
  day,
  children,
}: {
  readonly day: string;
  readonly children?: ReactNode;
}) {
  const { language, say } = useSay();
  const today = serverClock.today();
  const date = dayText(day, language);
  const isYesterday = Date.parse(today) - Date.parse(day) === dayMs;
  const name = day === today ? say('history.today') : isYesterday ? say('history.yesterday') : date;
  return (
    <div className="day">
      <h2>
        {name} {name !== date && <span>{date}</span>}
      </h2>
      {children}
    </div>
  );
}
