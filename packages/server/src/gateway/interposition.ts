/**
 * Fault injection point: between an admitted request and its business, between the business and its
 * answer, and at the bytes of the answer. Used by sandbox scenarios and the simulator; production
 * has none.
 */
import type { Duration } from '@sampan/primitives';
import type { Charset, ErrorCode, Parameters } from '@sampan/protocol';
import type { Partner } from '#partner';
import type { Pretended } from './exchange.ts';

/** An admitted request. */
export interface Call {
  /** The id of the exchange. */
  readonly exchange: string;
  readonly partner: Partner;
  readonly service: string;
  /** The signed parameters. */
  readonly parameters: Parameters;
  /** Puts into the record what an interposition pretends. */
  readonly pretend: (pretended: Omit<Pretended, 'really'>) => void;
}

/**
 * The replacement: another answer of the service (a refusal, an unknown outcome, or a success with
 * the fields that it shares with the request), or none, which cuts the connection. At the level
 * `gateway` a code is the refusal of a request that was not admitted.
 */
export type Instead =
  | {
      readonly answer: ErrorCode | 'outcome-unknown' | 'success';
      readonly level?: 'gateway';
      readonly reason: string;
    }
  | { readonly drop: true };

/** Changes to an answer on its way out, whatever it says. */
export interface ReplyChanges {
  /** Replaced in the reply and signed; an empty value leaves the field out. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Added to every time of the reply. */
  readonly clockOffset?: Duration;
  /** In which it is written and signed; the label remains that of the request. */
  readonly charset?: Charset;
  /** The charset that the header and the declaration name. */
  readonly label?: Charset;
  readonly signature?: 'wrong' | 'missing';
  /** The connection is cut after so many bytes of the body. */
  readonly cutAt?: number;
}

type Decision = Instead | undefined | Promise<Instead | undefined>;

/** `before` and `after` may wait, which delays the request. Undefined continues normally. */
export interface Interposition {
  /** Before the business: an answer from here stores nothing. */
  readonly before?: (call: Call) => Decision;
  /** After the business was done and stored; only the answer is replaced. */
  readonly after?: (call: Call) => Decision;
  /** Asked last, for every answer that is sent. */
  readonly changes?: (call: Call) => ReplyChanges | undefined;
}
