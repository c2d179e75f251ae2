/** Server-sent events from the text of a stream. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly kind: string;
  readonly data: string;
}

/** Takes text as it comes; answers the events that are complete. */
export class EventReader {
  #rest = '';

  read(text: string): ServerEvent[] {
    const blocks = (this.#rest + text).replaceAll('\r\n', '\n').split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const event = eventOf(block);
      return event ? [event] : [];
    });
  }
}

function eventOf(block: string): ServerEvent | undefined {
  let id: string | undefined;
  let kind = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id') id = value;
    if (name === 'event') kind = value;
    if (name === 'data') data.push(value);
  }
  return data.length === 0 ? undefined : { id, kind, data: data.join('\n') };
}
