import type { Money, Rate } from '@sampan/primitives';
import type { Fields, InputOf, MessageOf, RequiredFields, ValueOf } from '../fields.ts';
import type { Parameter } from '../form.ts';
import type { ChannelFeeTerms, Timestamp, Validity } from '../kinds/index.ts';

/**
 * A value as a partner's program writes it: the text of the wire, and for a JSON parameter its
 * object or list. `39.25`, not an amount in minor units; every such value survives `JSON.stringify`.
 */
export type WireForm<Value> = undefined extends Value
  ? KnownForm<Exclude<Value, undefined>> | undefined
  : KnownForm<Value>;

/** Of a value that is there. */
type KnownForm<Value> = [Value] extends [ChannelFeeTerms]
  ? { readonly type: 'FIXED' | 'RATE'; readonly value: string }
  : [Value] extends [Money | Rate | Timestamp | Validity | number | bigint]
    ? string
    : [Value] extends [string]
      ? Value
      : Value extends readonly (infer Item)[]
        ? readonly WireForm<Item>[]
        : Value extends object
          ? { readonly [Name in keyof Value]: WireForm<Value[Name]> }
          : Value;

/** The fields of a request in their wire form: required ones must be given. */
export type WireInput<T extends Fields> = {
  readonly [Name in RequiredFields<T>]: WireForm<InputOf<T[Name]>>;
} & {
  readonly [Name in Exclude<keyof T, RequiredFields<T>>]?: WireForm<InputOf<T[Name]>> | undefined;
};

/** A word of the documents, or one that they do not have yet. */
type Word<Value> = string extends Value ? string : Value | (string & {});

/**
 * The fields of a reply as texts. A gateway may add words and fields at any time: a word may be
 * another than the documents list, and undeclared fields are in `extra`.
 */
export type WireReply<T extends Fields> = {
  readonly [Name in keyof MessageOf<T>]?: Word<Extract<WireForm<ValueOf<T[Name]>>, string>>;
} & { readonly extra: Readonly<Record<string, string>> };

/**
 * The parameters of a message in wire form, in the given order. Absent values are left out, and so
 * is a parameter without text, because it would not be signed.
 */
export function wireParameters(message: Readonly<Record<string, unknown>>): readonly Parameter[] {
  const parameters: Parameter[] = [];
  for (const [name, value] of Object.entries(message)) {
    if (value === undefined || value === null || value === '') continue;
    parameters.push([name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  }
  return parameters;
}
