/** What scenarios do to notifications: a transport around the real one. */
import { seconds, type Timers } from '@sampan/primitives';
import type { Answer, Message, Transport } from '#notification';
import { drawn, type Met } from './meeting.ts';
import type { Does, NotificationStep } from './text.ts';

/** What a step does to a notification. */
type AtTheNotifier = Extract<Does, { readonly kind: 'notification' }>;

/** Finds what a notification meets; undefined at once when there are no scenarios. */
export type MeetMessage = (message: Message) => Promise<Met | undefined> | undefined;

/** How long a notification waits for another one to pass it. */
const passedWithin = seconds(5);

/** Repeats end well before another process would take the notification over. */
const repeatWithin = seconds(5);

export function faultyTransport(
  transport: Transport,
  meet: MeetMessage,
  timers: Timers,
): Transport {
  return (options) => {
    const sender = transport(options);
    const overtaking = new Overtaking();

    async function send(message: Message): Promise<Answer> {
      const answer = await sender.send(message);
      overtaking.passed(message);
      return answer;
    }

    async function sendAs(message: Message, met: Met, does: AtTheNotifier): Promise<Answer> {
      const { lose, repeat = 0, delay, reorder, corrupt } = does.step;
      const { scenario } = met;
      const pretended = { scenario, step: met.step, what: does.what };
      if (lose) return { ...lost(scenario), pretended };
      if (delay) await timers.sleep(drawn(delay, met.use));
      if (reorder && !overtaking.isWaiting(message)) {
        await Promise.race([overtaking.wait(message), timers.sleep(passedWithin)]);
      }
      const sent = corrupt ? { ...message, body: corrupted[corrupt](message.body) } : message;
      const untilMs = timers.monotonicMs() + repeatWithin;
      const changed = { pretended: corrupt ? { ...pretended, body: sent.body } : pretended };
      const answer = { ...(await send(sent)), ...changed };
      const repeats: Answer[] = [];
      while (repeats.length < repeat && timers.monotonicMs() < untilMs) {
        repeats.push({ ...(await send(sent)), ...changed });
      }
      return repeats.length === 0 ? answer : { ...answer, repeats };
    }

    return {
      async send(message) {
        const met = await meet(message);
        return met?.does.kind === 'notification' ? sendAs(message, met, met.does) : send(message);
      },
      close: () => sender.close(),
    };
  };
}

const lost = (scenario: string): Answer => ({
  status: undefined,
  body: undefined,
  durationMs: 0,
  error: `lost by scenario ${scenario}`,
  result: 'no-answer',
});

/** Notifications that wait until another one of their partner is sent. */
class Overtaking {
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Another one waits already, which this one may pass. */
  isWaiting({ about }: Message): boolean {
    return this.#waiting.has(about?.partnerId ?? '');
  }

  wait({ about }: Message): Promise<void> {
    const partner = about?.partnerId ?? '';
    return new Promise((resolve) => {
      this.#waiting.set(partner, [...(this.#waiting.get(partner) ?? []), resolve]);
    });
  }

  passed({ about }: Message): void {
    const partner = about?.partnerId ?? '';
    for (const resolve of this.#waiting.get(partner) ?? []) resolve();
    this.#waiting.delete(partner);
  }
}

/** The form as sent is ASCII. What is changed was signed before. */
const corrupted: Readonly<
  Record<NonNullable<NotificationStep['corrupt']>, (body: string) => string>
> = {
  signature: (body) =>
    body.replace(/(^|&)sign=(.)/, (_, start: string, first: string) => {
      return `${start}sign=${first === 'a' ? 'b' : 'a'}`;
    }),
  amount: (body) => body.replace(/(^|&)(total_fee|refund_fee)=/, '$1$2=9'),
  truncated: (body) => body.slice(0, Math.floor(body.length / 2)),
};
