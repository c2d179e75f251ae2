/**
 * The stream of what happens at the till. It beats twice a second; three beats missed are no connection, and the
 * page takes no payment until the stream is back and everything was read again.
 */
import type { TillEvents } from '@sampan/cashier/api';
import { machine } from '@sampan/web/shared';
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

export function openConnection({ onOrder, onDeskPayment }: Calls): Connection {
  let source: EventSource | undefined;
  let lastBeat = machine.now();
  let cancelRetry: () => void = () => undefined;

  const beat = () => {
    lastBeat = machine.now();
  };

  function open() {
    cancelRetry();
    source?.close();
    source = new EventSource(apiPath('/events'));
    const opened = source;
    opened.onopen = () => {
      beat();
      void readAll().then(
        () => dispatch({ is: 'beat' }),
        () => undefined,
      );
    };
    opened.onerror = () => {
      if (opened !== source) return;
      opened.close();
      cancelRetry = machine.after(retryEveryMs, open);
    };
    on('beat', ({ at }) => heardTime(at));
    on('status', (status) => dispatch({ is: 'status', status }));
    on('shift', ({ shift }) => dispatch({ is: 'shift', shift }));
    on('order', onOrder);
    on('deskPayment', onDeskPayment);
    on('session', () => void readTill());
    on('reload', () => void readAll());

    function on<Kind extends keyof TillEvents>(
      kind: Kind,
      call: (data: TillEvents[Kind]) => void,
    ): void {
      opened.addEventListener(kind, ({ data }) => {
        beat();
        call(JSON.parse(data));
      });
    }
  }

  const stopWatching = machine.every(beatEveryMs / 2, () => {
    const isSilent = machine.now() - lastBeat > missedBeats * beatEveryMs;
    // Without a session there is no stream to beat.
    if (isSilent && tillState().till?.session) dispatch({ is: 'gone', at: machine.now() });
  });
  open();
  return {
    tryNow: open,
    close() {
      stopWatching();
      cancelRetry();
      source?.close();
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
