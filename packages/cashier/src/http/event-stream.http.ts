/** Server-sent events: what happens at the till, and that the till is there. */
import type { ServerResponse } from 'node:http';
import type { Time } from '@sampan/sdk';
import {
  beatEveryMs,
  type DisplayView,
  type ShiftView,
  type TillStatusView,
} from '../api/index.ts';
import type { Hub, SentEvent } from '../live/hub.ts';
import { timeText } from '../times.ts';
import { wait } from '../wait.ts';
import { apiHeaders } from './headers.ts';

/** Tabs and displays of one shop; more is a mistake of a page. */
const streamsMax = 64;

/** A client that takes nothing for so long is gone. */
const unsentMax = 1_000_000;

export interface Streams {
  isFull(): boolean;
  /** Ends when the session does. */
  till(response: ServerResponse, lastEventId: string | undefined, isLive: () => boolean): void;
  display(response: ServerResponse, shown: () => DisplayView): void;
  close(): void;
}

export interface StreamsParts {
  readonly hub: Hub;
  readonly time: Time;
  readonly status: () => TillStatusView;
  readonly shift: () => ShiftView | null;
}

export function createStreams({ hub, time, status, shift }: StreamsParts): Streams {
  const open = new Set<ServerResponse>();

  function begin(
    response: ServerResponse,
    ended: () => void,
    isLive: () => boolean = () => true,
  ): void {
    response.writeHead(200, { ...apiHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      ended();
    });
    void beat(response, isLive);
  }

  async function beat(response: ServerResponse, isLive: () => boolean): Promise<void> {
    while (open.has(response)) {
      if (!isLive()) return void response.end();
      write(response, 'beat', { at: timeText(time.now()) });
      await wait(time, beatEveryMs);
    }
  }

  return {
    isFull: () => open.size >= streamsMax,
    till(response, lastEventId, isLive) {
      const send = ({ id, kind, data }: SentEvent) => write(response, kind, data, id);
      begin(response, hub.listen(send), isLive);
      const missed = lastEventId === undefined ? undefined : hub.since(lastEventId);
      if (lastEventId !== undefined && !missed)
        write(response, 'reload', { why: 'too much was missed' });
      write(response, 'status', status());
      write(response, 'shift', { asOf: hub.stamp(), shift: shift() });
      for (const event of missed ?? []) send(event);
    },
    display(response, shown) {
      let last = '';
      const send = () => {
        const view = shown();
        const text = JSON.stringify(view);
        if (text !== last) write(response, 'display', view);
        last = text;
      };
      begin(response, hub.onChange(send));
      send();
    },
    close() {
      for (const response of open) response.end();
    },
  };
}

function write(response: ServerResponse, kind: string, data: unknown, id?: string): void {
  if (response.writableLength > unsentMax) {
    response.destroy();
    return;
  }
  const name = id === undefined ? '' : `id: ${id}\n`;
  response.write(`${name}event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
}
