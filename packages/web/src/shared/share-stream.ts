/**
 * One stream of the server for all tabs of a browser, which opens six connections to a host at most. The tab that
 * holds the lock reads the stream and tells the others; when it is closed, the next one goes on.
 */
export interface StreamCalls<Message> {
  readonly onMessage: (message: Message) => void;
  readonly onConnection: (isOpen: boolean) => void;
}

export interface Stream {
  /** Opens it again at once. */
  tryNow(): void;
  close(): void;
}

type Told<Message> =
  | { readonly is: 'message'; readonly message: Message }
  | { readonly is: 'connection'; readonly isOpen: boolean }
  | { readonly is: 'asked' | 'tryNow' };

/**
 * Messages must be such as `postMessage` takes. Where the browser has no locks, as at an http address in the
 * network, each tab has a stream of its own.
 */
export function shareStream<Message>(
  name: string,
  open: (calls: StreamCalls<Message>) => Stream,
  calls: StreamCalls<Message>,
): Stream {
  if (!('locks' in navigator)) return open(calls);
  const channel = new BroadcastChannel(name);
  const end = new AbortController();
  let own: Stream | undefined;
  let isOpen: boolean | undefined;

  const tell = (told: Told<Message>): void => {
    if (!end.signal.aborted) channel.postMessage(told);
  };
  const connection = (next: boolean): void => {
    if (end.signal.aborted || next === isOpen) return;
    isOpen = next;
    calls.onConnection(next);
  };

  channel.onmessage = ({ data }: MessageEvent<Told<Message>>) => {
    if (data.is === 'message') calls.onMessage(data.message);
    else if (data.is === 'connection') connection(data.isOpen);
    else if (data.is === 'tryNow') own?.tryNow();
    else if (own && isOpen !== undefined) tell({ is: 'connection', isOpen });
  };

  /** Holds the lock until this tab needs the stream no longer. */
  const lead = () =>
    new Promise<void>((resolve) => {
      if (end.signal.aborted) return resolve();
      end.signal.addEventListener('abort', () => resolve());
      own = open({
        onMessage(message) {
          calls.onMessage(message);
          tell({ is: 'message', message });
        },
        onConnection(next) {
          connection(next);
          tell({ is: 'connection', isOpen: next });
        },
      });
    });

  tell({ is: 'asked' });
  navigator.locks.request(name, { signal: end.signal }, lead).catch(() => undefined);
  return {
    tryNow() {
      if (own) own.tryNow();
      else tell({ is: 'tryNow' });
    },
    close() {
      own?.close();
      end.abort();
      channel.close();
    },
  };
}
