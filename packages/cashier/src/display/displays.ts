/** Pairs displays with devices of the till, and says what they show. */
import type { DisplayView } from '../api/index.ts';
import { digest } from '../cashier/cashiers.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { known } from '../refusal.ts';
import { timeText } from '../times.ts';
import { displayOf } from './display.ts';
import { tokenMaxMs } from './paired-display.ts';

interface Choice {
  readonly orderId?: string | undefined;
  readonly refundId?: string | undefined;
}

export interface Displays {
  choose(device: string, choice: Choice): DisplayView;
  shown(device: string): DisplayView;
  newToken(device: string): {
    readonly token: string;
    readonly path: string;
    readonly expiresAt: string;
  };
  /** Answers the token of the display itself. */
  pair(token: string): { readonly displayToken: string; readonly device: string };
  /** The device whose display has this token. */
  deviceOf(displayToken: string): string | undefined;
}

export function createDisplays(parts: TillParts, book: OrderBook): Displays {
  const { records, database, settings, time, random, hub } = parts;
  // What a device shows is worth no disk: its page says it again.
  const choices = new Map<string, Choice>();

  function shown(device: string): DisplayView {
    const { orderId, refundId } = choices.get(device) ?? {};
    const whole = orderId === undefined ? undefined : book.read(orderId);
    return displayOf({ order: whole && book.view(whole), refundId, settings, now: time.now() });
  }

  return {
    choose(device, choice) {
      if (choice.orderId !== undefined) book.whole(choice.orderId);
      choices.set(device, choice);
      hub.changed();
      return shown(device);
    },
    shown,
    newToken(device) {
      const token = random.letters(24);
      const madeAt = time.now();
      records.displays.put({ id: digest(token), device, madeAt, isPaired: false });
      return { token, path: `/display#${token}`, expiresAt: timeText(madeAt + tokenMaxMs) };
    },
    pair(token) {
      return database.transaction(() => {
        const found = records.displays.get(digest(token));
        const now = time.now();
        const isUsable =
          found && !found.isPaired && found.usedAt === undefined && now < found.madeAt + tokenMaxMs;
        const pairing = known(
          isUsable ? found : undefined,
          'token-unknown',
          'The token is unknown, used or too old',
        );
        const displayToken = random.letters(40);
        records.displays.put({ ...pairing, usedAt: now });
        records.displays.put({
          id: digest(displayToken),
          device: pairing.device,
          madeAt: now,
          isPaired: true,
        });
        return { displayToken, device: pairing.device };
      });
    },
    deviceOf(displayToken) {
      const display = records.displays.get(digest(displayToken));
      return display?.isPaired ? display.device : undefined;
    },
  };
}
