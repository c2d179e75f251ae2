import type { Result } from '@sampan/primitives';

/** Which of the two sets of documents a partner's contract follows (16). */
export type Contract = 'hk' | 'global';

/** Whether a message has the field. An absent field is neither read nor written. */
export type Presence = 'required' | 'optional' | 'absent';
export type Presences = Presence | { readonly hk: Presence; readonly global: Presence };

/**
 * Why a field was refused. A value without the documented form is refused by the gateway; a
 * well-formed value that does not fit is refused by the service (docs/protocol-decisions).
 */
export interface Fault {
  readonly code: 'ILLEGAL_ARGUMENT' | 'INVALID_PARAMETER' | 'UN_SUPPORT_BIZ_TYPE';
  readonly reason: string;
}

export const malformed = (reason: string): Fault => ({ code: 'ILLEGAL_ARGUMENT', reason });
export const unfit = (reason: string): Fault => ({ code: 'INVALID_PARAMETER', reason });

/**
 * What a kind may read besides its value: the contract, and the text of another field of the
 * message.
 */
export interface Surroundings {
  readonly contract: Contract;
  readonly textOf: (field: string) => string | undefined;
}

/** A kind of value and its wire form, two-way. `read` after `write` is identity. */
export interface Kind<Value, Input = Value> {
  /** The type in the reference page: `String(64)`. */
  readonly type: string;
  readonly read: (text: string, around: Surroundings) => Result<Value, Fault>;
  readonly write: (value: Input) => string;
  /** For structured kinds, which are embedded in JSON and not as text. */
  readonly json?: JsonForm<Value, Input>;
  /** The table of a JSON object's members, or of the entries of a list; for the reference. */
  readonly members?: Fields;
}

export interface JsonForm<Value, Input = Value> {
  readonly read: (value: unknown, around: Surroundings) => Result<Value, Fault>;
  readonly write: (value: Input) => unknown;
  /**
   * For values that must be returned unchanged: an object's source text is read and written
   * instead.
   */
  readonly asWritten?: true;
}

/** One row of a document's table; its meaning is in `reference/`, in three languages. */
export interface Field {
  /** `never`, so that a table can hold kinds of different types. */
  readonly is: Kind<unknown, never>;
  readonly presence: Presences;
  readonly example?: string;
  /** Aliases used by clients; replies and documents use the field's own name. */
  readonly aliases?: readonly string[];
}

export type Fields = Readonly<Record<string, Field>>;

export type ValueOf<F extends Field> = F['is'] extends {
  readonly read: (text: string, around: Surroundings) => Result<infer Value, Fault>;
}
  ? Value
  : never;

export type InputOf<F extends Field> = Parameters<F['is']['write']>[0];

type AlwaysThere<P extends Presences> = P extends 'required'
  ? true
  : P extends { readonly hk: 'required'; readonly global: 'required' }
    ? true
    : false;

/** A message that was read: every field of the table, `undefined` for a missing optional one. */
export type MessageOf<T extends Fields> = {
  readonly [Name in keyof T]: AlwaysThere<T[Name]['presence']> extends true
    ? ValueOf<T[Name]>
    : ValueOf<T[Name]> | undefined;
};

/** The fields that every message has, under either contract. */
export type RequiredFields<T extends Fields> = {
  [Name in keyof T]: AlwaysThere<T[Name]['presence']> extends true ? Name : never;
}[keyof T];

/** A message to write: required fields must be given, others may be left out. */
export type MessageInput<T extends Fields> = {
  readonly [Name in RequiredFields<T>]: InputOf<T[Name]>;
} & {
  readonly [Name in Exclude<keyof T, RequiredFields<T>>]?: InputOf<T[Name]> | undefined;
};

/** Any of the fields, as known for a reply. */
export type PartInput<T extends Fields> = {
  readonly [Name in keyof T]?: InputOf<T[Name]> | undefined;
};

export const presenceIn = ({ presence }: Field, contract: Contract): Presence =>
  typeof presence === 'string' ? presence : presence[contract];
