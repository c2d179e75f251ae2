/** The two kinds of frames on the line: messages and answers. */
import { type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const id = Type.Integer({ minimum: 1 });

/** From the parent. A request has an id. */
export const messageFrame = Type.Object({
  kind: Type.String(),
  id: Type.Optional(id),
  fields: Type.Unknown(),
});

const failure = Type.Object({
  name: Type.String(),
  message: Type.String(),
  code: Type.Optional(Type.String()),
});

/** From the child: it is ready; a reply; a failure, of a request or, without an id, of the channel. */
export const answerFrame = Type.Union([
  Type.Object({ ready: Type.Literal(true) }),
  Type.Object({ id, reply: Type.Unknown() }),
  Type.Object({ id: Type.Optional(id), failure }),
]);

/** The two processes do not speak the same dialect, or the line is closed. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
}

/** No answer came in time. */
export class LateAnswer extends Error {
  override readonly name = 'LateAnswer';
}

/** An error of the child, with its name, message and code. */
export class ChildFailure extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor({ name, message, code }: { name: string; message: string; code?: string }) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

/** What is wrong with `value`: `/order/day: Expected string`. */
export function problemOf(schema: TSchema, value: unknown): string {
  const first = Value.Errors(schema, value).First();
  return first ? `${first.path || '/'}: ${first.message}` : 'it does not fit';
}
