import type { DisplayView } from '@sampan/cashier/api';
import { machine } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { apiPath, till } from '../store/api.ts';
import { heardTime } from '../store/clock.ts';

const silenceMax = 1_600;
const retryEveryMs = 1_000;

export interface Seen {
  readonly view: DisplayView | undefined;
  /** Without a connection nothing is shown that may be stale. */
  readonly state: 'opening' | 'there' | 'gone' | 'notPaired';
}

/** What the till's server says the customer sees. */
export function useDisplay(): Seen {
  const [view, setView] = useState<DisplayView>();
  const [state, setState] = useState<Seen['state']>('opening');
  useEffect(() => {
    let source: EventSource | undefined;
    let lastBeat = machine.now();
    let cancelRetry: () => void = () => undefined;
    let isOver = false;

    const take = (next: DisplayView) => {
      lastBeat = machine.now();
      setView(next);
      setState('there');
    };
    async function read() {
      const answer = await fetch(apiPath('/display')).catch(() => undefined);
      if (isOver) return;
      if (answer?.status === 401) return setState('notPaired');
      if (answer?.ok) take(await answer.json());
    }
    function open() {
      source?.close();
      const opened = new EventSource(apiPath('/display/events'));
      source = opened;
      opened.addEventListener('display', ({ data }) => take(JSON.parse(data)));
      opened.addEventListener('beat', ({ data }) => {
        heardTime(JSON.parse(data).at);
        lastBeat = machine.now();
        setState('there');
      });
      opened.onerror = () => {
        opened.close();
        void read();
        cancelRetry = machine.after(retryEveryMs, open);
      };
    }
    async function begin() {
      const token = location.hash.slice(1);
      if (token !== '') {
        await till('POST /display/pair', { body: { token } }).then(take, () => undefined);
        history.replaceState(null, '', location.pathname);
      }
      await read();
      if (!isOver) open();
    }
    // The till's page on this device says that something changed; what, the server says.
    const channel = new BroadcastChannel('till-display');
    channel.onmessage = () => void read();
    const stopWatching = machine.every(400, () => {
      if (machine.now() - lastBeat > silenceMax) {
        setState((before) => (before === 'there' ? 'gone' : before));
      }
    });
    void begin();
    return () => {
      isOver = true;
      stopWatching();
      cancelRetry();
      channel.close();
      source?.close();
    };
  }, []);
  return { view, state };
}
