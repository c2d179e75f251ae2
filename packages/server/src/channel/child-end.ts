/**
 * The child's end of a channel: a handler for each kind of message. The child reports an unknown or
 * malformed message to the parent as a failure, and closes the channel.
 */
import { Value } from '@sinclair/typebox/value';
import { ChannelError, messageFrame, problemOf } from './frames.ts';
import type { Fields, Kinds, Reply } from './kinds.ts';
import type { Line } from './line.ts';

export type Handlers<Known extends Kinds> = {
  readonly [Name in keyof Known]: (
    fields: Fields<Known[Name]>,
  ) => Reply<Known[Name]> | Promise<Reply<Known[Name]>>;
};

export interface ChildEnd {
  /** Resolves when the channel has closed; with an error when a message was not understood. */
  readonly closed: Promise<ChannelError | undefined>;
  /** Finishes the requests in progress, then closes. */
  close(): Promise<void>;
}

/**
 * ```ts
 * const channel = openChildEnd(line, kinds, { open: ({ folder }) => …, write: async ({ order }) => sum });
 * await channel.closed;
 * ```
 */
export function openChildEnd<Known extends Kinds>(
  line: Line,
  kinds: Known,
  handlers: Handlers<Known>,
): ChildEnd {
  const underWay = new Set<Promise<void>>();
  const { promise: closed, settle } = ending();
  line.onClosed(() => settle(undefined));
  line.onMessage((frame) => {
    const handling = hear(frame).finally(() => underWay.delete(handling));
    underWay.add(handling);
  });
  void line.send({ ready: true });
  return {
    closed,
    async close() {
      await Promise.all(underWay);
      line.close();
    },
  };

  async function hear(frame: unknown): Promise<void> {
    if (!Value.Check(messageFrame, frame)) return fail(problemOf(messageFrame, frame));
    const { kind, id, fields } = frame;
    const declared = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!declared) return fail(`there is no "${kind}"`, id);
    const isRequest = 'reply' in declared;
    if (isRequest !== (id !== undefined)) {
      return fail(`"${kind}" ${isRequest ? 'needs an id' : 'has no answer'}`, id);
    }
    if (!Value.Check(declared.fields, fields)) {
      return fail(`"${kind}" ${problemOf(declared.fields, fields)}`, id);
    }
    try {
      const reply = await handlers[kind]?.(fields);
      if (isRequest) await line.send({ id, reply });
    } catch (error) {
      await line.send({ ...(id !== undefined && { id }), failure: failureOf(error) });
    }
  }

  async function fail(problem: string, id?: number): Promise<void> {
    const error = new ChannelError(`A message of the parent is not understood: ${problem}`);
    await line.send({ ...(id !== undefined && { id }), failure: failureOf(error) });
    settle(error);
    line.close();
  }
}

function ending() {
  let settle: (error: ChannelError | undefined) => void = () => undefined;
  const promise = new Promise<ChannelError | undefined>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

function failureOf(error: unknown) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, ...(code !== undefined && { code }) };
}
