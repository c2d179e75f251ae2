/** What a browser does for the page of a till: keeps cookies, calls the API, reads events. */
import { createClient } from '@sampan/api/client';
import type { TillApi, TillEvents } from '../src/api/index.ts';

export interface TillEvent {
  readonly id: string | undefined;
  readonly kind: keyof TillEvents | (string & {});
  readonly data: string;
}

/** A browser; each has cookies of its own. */
export function tillPage(url: string) {
  const cookies = new Map<string, string>();

  async function ask(address: string, request: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...Object.fromEntries(new Headers(request.headers)), cookie };
    const response = await fetch(address, { ...request, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const call = createClient<TillApi, Response>({ url: `${url}api`, fetch: ask });

  /** The events of a stream, until `stop`. */
  async function events(name: 'GET /events' | 'GET /display/events', lastEventId?: string) {
    const stop = new AbortController();
    const response = await ask(`${url}api${name.slice('GET'.length + 1)}`, {
      signal: stop.signal,
      ...(lastEventId !== undefined && { headers: { 'last-event-id': lastEventId } }),
    });
    const reader = readEvents(response);
    return {
      status: response.status,
      stop: () => stop.abort(),
      /** The next event of this kind. */
      async next(kind: string, is: (data: string) => boolean = () => true): Promise<TillEvent> {
        for (;;) {
          const { value, done } = await reader.next();
          if (done) throw new Error(`the stream ended before ${kind}`);
          if (value.kind === kind && is(value.data)) return value;
        }
      },
    };
  }

  return Object.assign(call, { ask, cookies, events });
}

async function* readEvents(response: Response): AsyncGenerator<TillEvent, void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line): [string, string] => [
            line.slice(0, line.indexOf(':')),
            line.slice(line.indexOf(':') + 2),
          ]),
      );
      text = text.slice(end + 2);
      yield {
        id: fields.get('id'),
        kind: fields.get('event') ?? '',
        data: fields.get('data') ?? '',
      };
    }
  }
}
