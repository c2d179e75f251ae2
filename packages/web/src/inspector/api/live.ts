/** Exchanges of a world as they are recorded. The browser opens the stream again by itself and names the last event. */
import type { ExchangeView } from '@sampan/api';
import { machine } from '../../shared/index.ts';
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
  let source: EventSource | undefined;
  let cancel: () => void = () => undefined;
  let last = 0;

  function open() {
    const url = new URL(`${apiUrl(world).replace(/\/$/, '')}/admin/exchange-events`);
    const asked = last === 0 ? filter : { ...filter, after: String(last) };
    url.search = new URLSearchParams(asked).toString();
    source = new EventSource(url);
    source.onopen = () => onConnection(true);
    source.addEventListener('exchange', ({ data }) => {
      const exchange: ExchangeView = JSON.parse(data);
      last = exchange.number;
      onExchange(exchange);
    });
    source.onerror = () => {
      onConnection(false);
      // After an answer that is no stream the browser gives up.
      if (source?.readyState !== EventSource.CLOSED) return;
      cancel = machine.after(againMs, open);
    };
  }

  open();
  return () => {
    cancel();
    source?.close();
  };
}
