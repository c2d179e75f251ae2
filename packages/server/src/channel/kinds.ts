/** How a dialect is declared: each kind of message with its fields and its reply. */

import type { Duration } from '@sampan/primitives';
import { type Static, type TObject, Type } from '@sinclair/typebox';

/** A message without a reply. */
export interface Notice {
  readonly fields: TObject;
}

/** A message with a reply; without one in time, it has failed. */
export interface Request extends Notice {
  readonly reply: TObject;
  readonly within: Duration;
}

/** The messages that a parent may send, by kind. A child only answers. */
export type Kinds = Readonly<Record<string, Notice | Request>>;

export type Fields<Kind extends Notice> = Static<Kind['fields']>;
export type Reply<Kind> = Kind extends Request ? Static<Kind['reply']> : undefined;

export type RequestName<Known extends Kinds> = {
  [Name in keyof Known]: Known[Name] extends Request ? Name : never;
}[keyof Known] &
  string;
export type NoticeName<Known extends Kinds> = Exclude<keyof Known, RequestName<Known>> & string;

/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>(Type.Union(words.map((word) => Type.Literal(word))));

/** Fields of a message or reply that has none. */
export const nothing = Type.Object({});
