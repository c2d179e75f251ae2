/**
 * Live updates of the wallet. The stream is opened again when it ends, after a second and then more rarely,
 * and at once when the device is online or looked at again; the server sends what was missed.
 */
import type { BuyerEvents } from '@sampan/api';
import { machine, type Stream, type StreamCalls, shareStream } from '../../shared/index.ts';
import { openEvents } from './client.ts';
import { EventReader } from './event-reader.ts';

export type LiveEvent = {
  readonly [Kind in keyof BuyerEvents]: { readonly kind: Kind; readonly data: BuyerEvents[Kind] };
}[keyof BuyerEvents];

export interface LiveOptions {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onConnection: (isOpen: boolean) => void;
  readonly onSignedOut: () => void;
}

const longestWaitMs = 15_000;

/** One event, or that the session is over, for all tabs of this wallet. */
type Told = { readonly id: string | undefined; readonly event: LiveEvent } | 'signed-out';

/** Opens the stream until the returned function is called. */
export function openLive({ onEvent, onConnection, onSignedOut }: LiveOptions): () => void {
  // Also of what another tab has read.
  let lastId: string | undefined;
  const name = `wallet-events ${location.pathname}`;
  const stream = shareStream<Told>(name, (calls) => follow(calls, () => lastId), {
    onMessage(told) {
      if (told === 'signed-out') return onSignedOut();
      lastId = told.id ?? lastId;
      onEvent(told.event);
    },
    onConnection,
  });
  const lookAgain = () => {
    if (document.visibilityState === 'visible') stream.tryNow();
  };
  window.addEventListener('online', lookAgain);
  document.addEventListener('visibilitychange', lookAgain);
  return () => {
    stream.close();
    window.removeEventListener('online', lookAgain);
    document.removeEventListener('visibilitychange', lookAgain);
  };
}

/** The stream of this tab. */
function follow(
  { onMessage, onConnection }: StreamCalls<Told>,
  lastId: () => string | undefined,
): Stream {
  const end = new AbortController();
  let waitMs = 1_000;
  let cancelWait: () => void = () => undefined;
  let hurry: () => void = () => undefined;

  async function run(): Promise<void> {
    while (!end.signal.aborted) {
      const isOver = await watch().catch(() => false);
      if (isOver || end.signal.aborted) return;
      onConnection(false);
      await pause();
    }
  }

  /** Reads one stream to its end; true when the session is over. */
  async function watch(): Promise<boolean> {
    const response = await openEvents(end.signal, lastId());
    if (response.status === 401) {
      onMessage('signed-out');
      return true;
    }
    const { body } = response;
    if (!response.ok || !body) return false;
    onConnection(true);
    waitMs = 1_000;
    const events = new EventReader();
    const text = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value = '' } = await text.read();
      if (done) return false;
      for (const { id, kind, data } of events.read(value)) {
        const event = liveEvent(kind, data);
        if (event) onMessage({ id, event });
      }
    }
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      hurry = resolve;
      cancelWait = machine.after(waitMs, resolve);
      waitMs = Math.min(2 * waitMs, longestWaitMs);
    }).finally(() => cancelWait());

  void run();
  return {
    tryNow: () => hurry(),
    close() {
      end.abort();
      hurry();
    },
  };
}

type Kind = LiveEvent['kind'];

const kinds: readonly Kind[] = [
  'prompt',
  'opened',
  'paid',
  'closed',
  'refunded',
  'balance',
  'reload',
];

/** The server is ours and sends what it declares. */
function liveEvent(name: string, data: string): LiveEvent | undefined {
  const kind = kinds.find((each) => each === name);
  return kind && { kind, data: JSON.parse(data) };
}
