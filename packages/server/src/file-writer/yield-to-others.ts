/**
 * A low priority gives way for this process, but not for the database's part of the work: its backend sorts and
 * sends rows at the priority of those that book payments. It waits while no rows are read, so rests here are rests there.
 */
import { milliseconds, seconds, type Timers } from '@sampan/primitives';

/** Of all processors, in any unit that both share; only differences are meaningful. */
export interface ProcessorTime {
  readonly worked: number;
  readonly whole: number;
}

export interface Surroundings {
  readonly timers: Timers;
  readonly processorTime: () => ProcessorTime;
}

/** How long one works before it looks whether others need the machine, when they did not and when they did. */
const workAlone = seconds(1);
const workBeside = seconds(0.025);
/** Rests last so many times as long as the work before, when others need the machine. */
const restShare = 6;
/** In less, the share of processors that work cannot be told: they are counted in hundredths of a second. */
const restMin = seconds(0.08);
/** The share of all processors from which others need the machine. */
const busyFrom = 0.6;
/** No piece takes so long: between two calls further apart the writer had nothing to do. */
const pieceMax = seconds(0.5);

/** To be called between pieces of work: rests when it is time to, and six sevenths of the time while the machine is busy. */
export function yieldingToOthers({ timers, processorTime }: Surroundings): () => Promise<void> {
  let areOthersBusy = false;
  let worked = 0;
  let last = timers.monotonicMs();
  return async () => {
    const piece = timers.monotonicMs() - last;
    last += piece;
    if (piece <= pieceMax) worked += piece;
    if (worked < (areOthersBusy ? workBeside : workAlone)) return;
    const before = processorTime();
    const rest = areOthersBusy ? Math.max(restMin, worked * restShare) : restMin;
    await timers.sleep(milliseconds(rest));
    const after = processorTime();
    areOthersBusy = after.worked - before.worked >= busyFrom * (after.whole - before.whole);
    worked = 0;
    last = timers.monotonicMs();
  };
}
