/** Reads server-sent events as they come. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export async function* readEvents(chunks: AsyncIterable<Buffer>): AsyncIterable<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const lines = message.split('\n');
      const linesOf = (name: string) =>
        lines
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2));
      const data = linesOf('data');
      if (data.length > 0) yield { event: linesOf('event')[0] ?? 'message', data: data.join('\n') };
    }
  }
}
