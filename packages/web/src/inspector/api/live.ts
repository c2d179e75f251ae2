/**
 * Exchanges of a world as they are recorded. The browser opens the stream again by itself and names the last event. Tabs
 * that look at the same share one.
 */
import type { ExchangeView } from '@sampan/api';
import { machine, type Stream, type StreamCalls, shareStream } from '../../shared/index.ts';
import { apiUrl } from './client.ts';

export interface LiveOptions {
  readonly world: string;
  /** As the list asks. */
  readonly filter: Readonly<Record<string, string>>;
  readonly onExchange: (exchange: ExchangeView) => void;
  readonly onConnection: (isOpen: boolean) => void;
}

const againMs = 2_000;

/** Follows until the returned function is called. */
export function openLive({ world, filter, onExchange, onConnection }: LiveOptions): () => void {
  // Also of what another tab has read.
  let last = 0;

  function own(calls: StreamCalls<ExchangeView>): Stream {
    let source: EventSource | undefined;
    let cancel: () => void = () => undefined;

    function open() {
      cancel();
      source?.close();
      const url = new URL(`${apiUrl(world).replace(/\/$/, '')}/admin/exchange-events`);
      const asked = last === 0 ? filter : { ...filter, after: String(last) };
      url.search = new URLSearchParams(asked).toString();
      const opened = new EventSource(url);
      source = opened;
      opened.onopen = () => calls.onConnection(true);
      opened.addEventListener('exchange', ({ data }) => calls.onMessage(JSON.parse(data)));
      opened.onerror = () => {
        calls.onConnection(false);
        // After an answer that is no stream the browser gives up.
        if (opened.readyState !== EventSource.CLOSED) return;
        cancel = machine.after(againMs, open);
      };
    }

    open();
    return {
      tryNow: open,
      close() {
        cancel();
        source?.close();
      },
    };
  }

  const name = `exchanges ${JSON.stringify([world, Object.entries(filter).sort()])}`;
  const stream = shareStream<ExchangeView>(name, own, {
    onMessage(exchange) {
      last = exchange.number;
      onExchange(exchange);
    },
    onConnection,
  });
  return stream.close;
}
