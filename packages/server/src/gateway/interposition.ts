/**
 * The one place where something may stand between an admitted request and its business, and between the
 * business and its answer: scenarios of a sandbox, faults of a simulator. Production has none.
 */
import type { BusinessErrorCode, Parameters } from '@sampan/protocol';
import type { Partner } from '#partner';

/** An admitted request. */
export interface Call {
  /** The id of the exchange. */
  readonly exchange: string;
  readonly partner: Partner;
  readonly service: string;
  /** What was signed. */
  readonly parameters: Parameters;
}

/**
 * What happens instead: another answer of the service (a refusal, or that the outcome is not known), or
 * none at all, and the connection is cut.
 */
export type Instead =
  | { readonly answer: BusinessErrorCode | 'outcome-unknown'; readonly reason: string }
  | { readonly drop: true };

type Decision = Instead | undefined | Promise<Instead | undefined>;

/** Each may take its time: that delays the request. Undefined lets it go on. */
export interface Interposition {
  /** Before the business is done; what is answered instead stores nothing. */
  readonly before?: (call: Call) => Decision;
  /** After it is done and stored; only the answer is another one. */
  readonly after?: (call: Call) => Decision;
}
