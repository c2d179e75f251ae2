/** What scenarios do to requests: the interposition of the gateway. */
import type { Timers } from '@sampan/primitives';
import { type ErrorCode, isErrorCode } from '@sampan/protocol';
import type { Call, Instead, Interposition, ReplyChanges } from '#gateway';
import { drawn, type Met } from './meeting.ts';
import type { RequestStep } from './text.ts';

/** Finds what a call meets; undefined at once when there are no scenarios. */
export type MeetCall = (call: Call) => Promise<Met | undefined> | undefined;

interface Underway {
  readonly step: RequestStep;
  readonly met: Met;
  readonly what: string;
}

export function interpositionOf(meet: MeetCall, timers: Pick<Timers, 'sleep'>): Interposition {
  const underway = new WeakMap<Call, Underway>();

  async function before(call: Call, meeting: Promise<Met | undefined>) {
    const met = await meeting;
    if (met?.does.kind !== 'request') return undefined;
    const { step, what } = met.does;
    underway.set(call, { step, met, what });
    call.pretend({ scenario: met.scenario, step: met.step, what });
    if (step.hold) await timers.sleep(drawn(step.hold, met.use));
    return step.isDone ? undefined : answerFor({ step, met, what });
  }

  /** The answer of the step, when it is due. */
  async function answerFor({ step, met, what }: Underway): Promise<Instead | undefined> {
    const { answer, level, delay, silence, drop } = step;
    const wait = delay ?? silence;
    if (wait) await timers.sleep(drawn(wait, met.use));
    if (drop || silence) return { drop: true };
    if (answer === undefined) return undefined;
    const reason = `scenario ${met.scenario}: ${what}`;
    return { answer: inWords(answer), reason, ...(level === 'gateway' && { level }) };
  }

  return {
    before(call) {
      const meeting = meet(call);
      return meeting && before(call, meeting);
    },
    after(call) {
      const known = underway.get(call);
      return known && answerFor(known);
    },
    changes(call): ReplyChanges | undefined {
      const known = underway.get(call);
      if (!known) return undefined;
      const { reply, clock, charset, label, signature, truncate } = known.step;
      return {
        ...(reply && { fields: reply }),
        ...(clock !== undefined && { clockOffset: clock }),
        ...(charset && { charset }),
        ...(label && { label }),
        ...(signature && { signature }),
        ...(truncate !== undefined && { cutAt: truncate }),
      };
    },
  };
}

function inWords(answer: string): ErrorCode | 'outcome-unknown' | 'success' {
  if (answer === 'UNKNOW') return 'outcome-unknown';
  return isErrorCode(answer) ? answer : 'success';
}
