/**
 * Live updates of the wallet. The stream is opened again when it ends, after a second and then more rarely,
 * and at once when the device is online or looked at again; the server sends what was missed.
 */
import type { BuyerEvents } from '@sampan/api';
import { machine } from '../../shared/index.ts';
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

/** Opens the stream until the returned function is called. */
export function openLive({ onEvent, onConnection, onSignedOut }: LiveOptions): () => void {
  const end = new AbortController();
  let lastId: string | undefined;
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
    const response = await openEvents(end.signal, lastId);
    if (response.status === 401) {
      onSignedOut();
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
        lastId = id ?? lastId;
        const event = liveEvent(kind, data);
        if (event) onEvent(event);
      }
    }
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      hurry = resolve;
      cancelWait = machine.after(waitMs, resolve);
      waitMs = Math.min(2 * waitMs, longestWaitMs);
    }).finally(() => cancelWait());

  const lookAgain = () => {
    if (document.visibilityState === 'visible') hurry();
  };
  window.addEventListener('online', lookAgain);
  document.addEventListener('visibilitychange', lookAgain);
  void run();
  return () => {
    end.abort();
    hurry();
    window.removeEventListener('online', lookAgain);
    document.removeEventListener('visibilitychange', lookAgain);
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
