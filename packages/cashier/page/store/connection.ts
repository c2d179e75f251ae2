/**
 * The stream of what happens at the till. It beats twice a second; three beats missed are no connection, and the
 * page takes no payment until the stream is back and everything was read again.
 */
import type { TillEvents } from '@sampan/cashier/api';
import { machine, type Stream, type StreamCalls, shareStream } from '@sampan/web/shared';
import { apiPath, till } from './api.ts';
import { heardTime } from './clock.ts';
import { dispatch, tillState } from './store.ts';

/** As the server's API says. */
const beatEveryMs = 500;
const missedBeats = 3;
const retryEveryMs = 1_000;

export interface Connection {
  /** At once, without waiting for the next try. */
  tryNow(): void;
  close(): void;
}

interface Calls {
  readonly onOrder: (event: TillEvents['order']) => void;
  readonly onDeskPayment: (event: TillEvents['deskPayment']) => void;
}

/** Kind and data of an event, as they came. */
type Event = readonly [kind: keyof TillEvents, data: string];

const kinds = ['beat', 'status', 'shift', 'order', 'deskPayment', 'session', 'reload'] as const;

export function openConnection({ onOrder, onDeskPayment }: Calls): Connection {
  let lastBeat = machine.now();

  const beat = () => {
    lastBeat = machine.now();
  };

  const on: { readonly [Kind in keyof TillEvents]: (data: TillEvents[Kind]) => void } = {
    beat: ({ at }) => heardTime(at),
    status: (status) => dispatch({ is: 'status', status }),
    shift: (told) => dispatch({ is: 'shift', ...told }),
    order: onOrder,
    deskPayment: onDeskPayment,
    session: () => void readTill(),
    reload: () => void readAll(),
  };

  const stream = shareStream<Event>('till-events', openEvents, {
    onMessage([kind, data]) {
      beat();
      on[kind](JSON.parse(data));
    },
    onConnection(isOpen) {
      if (!isOpen) return;
      beat();
      void readAll().then(
        () => dispatch({ is: 'beat' }),
        () => undefined,
      );
    },
  });

  const stopWatching = machine.every(beatEveryMs / 2, () => {
    const isSilent = machine.now() - lastBeat > missedBeats * beatEveryMs;
    // Without a session there is no stream to beat.
    if (isSilent && tillState().till?.session) dispatch({ is: 'gone', at: machine.now() });
  });
  return {
    tryNow: stream.tryNow,
    close() {
      stopWatching();
      stream.close();
    },
  };
}

/** The stream of this tab, opened again each second while it is gone. */
function openEvents({ onMessage, onConnection }: StreamCalls<Event>): Stream {
  let source: EventSource | undefined;
  let cancelRetry: () => void = () => undefined;

  function open() {
    cancelRetry();
    if (source) onConnection(false);
    source?.close();
    source = new EventSource(apiPath('/events'));
    const opened = source;
    opened.onopen = () => onConnection(true);
    opened.onerror = () => {
      if (opened !== source) return;
      opened.close();
      onConnection(false);
      cancelRetry = machine.after(retryEveryMs, open);
    };
    for (const kind of kinds) opened.addEventListener(kind, ({ data }) => onMessage([kind, data]));
  }

  open();
  return {
    tryNow: open,
    close() {
      cancelRetry();
      source?.close();
      source = undefined;
    },
  };
}

export async function readTill(): Promise<void> {
  dispatch({ is: 'till', till: await till('GET /till') });
}

/** Everything that the first screen shows. */
export async function readAll(): Promise<void> {
  const [view, status, recent] = await Promise.all([
    till('GET /till'),
    till('GET /status'),
    till('GET /recent-orders'),
  ]);
  dispatch({ is: 'till', till: view });
  dispatch({ is: 'status', status });
  dispatch({ is: 'recent', orders: recent.items });
  const { shown, draft } = tillState();
  const known = new Set(recent.items.map(({ id }) => id));
  const own = shown?.orderId ?? draft.id;
  if (known.has(own) || !tillState().orders[own]) return;
  dispatch({ is: 'order', order: await till('GET /orders/:id', { params: { id: own } }) });
}
