/** A request that moves money is sent until it is answered: it counts once, by its key. */
import { machine } from '../shared/index.ts';
import { newKey } from '../shared/new-key.system.ts';
import { NoAnswer, Refused } from './api/client.ts';

const askAgainMs = 3_000;

/** Answers what the server has said, a refusal too; `onUnknown` is called while it says nothing. */
export async function untilAnswered<Answer>(
  send: (idempotencyKey: string) => Promise<Answer>,
  onUnknown: () => void,
): Promise<Answer | Refused> {
  const key = newKey();
  for (;;) {
    try {
      return await send(key);
    } catch (error) {
      if (error instanceof Refused && error.code !== 'busy') return error;
      if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
      if (error instanceof NoAnswer) onUnknown();
      await new Promise<void>((resolve) => void machine.after(askAgainMs, resolve));
    }
  }
}
