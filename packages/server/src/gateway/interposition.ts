/**
 * Fault injection point: between an admitted request and its business, and between the business and
 * its answer. Used by sandbox scenarios and the simulator; production has none.
 */
import type { BusinessErrorCode, Parameters } from '@sampan/protocol';
import type { Partner } from '#partner';

/** An admitted request. */
export interface Call {
  /** The id of the exchange. */
  readonly exchange: string;
  readonly partner: Partner;
  readonly service: string;
  /** The signed parameters. */
  readonly parameters: Parameters;
}

/**
 * The replacement: another answer of the service (a refusal, or an unknown outcome), or none, which
 * cuts the connection.
 */
export type Instead =
  | { readonly answer: BusinessErrorCode | 'outcome-unknown'; readonly reason: string }
  | { readonly drop: true };

type Decision = Instead | undefined | Promise<Instead | undefined>;

/** Each function may wait, which delays the request. Undefined continues normally. */
export interface Interposition {
  /** Before the business: an answer from here stores nothing. */
  readonly before?: (call: Call) => Decision;
  /** After the business was done and stored; only the answer is replaced. */
  readonly after?: (call: Call) => Decision;
}
