import type { ErrorCode } from '@sampan/protocol';

/** `250ms`, `5s`, `2m`, or a range from which a seed draws. */
export type ScenarioTime =
  | string
  | { readonly from: string; readonly to: string; readonly seed?: number };

/** What a field must be: a text, or all of these. */
export type ScenarioFieldTest =
  | string
  | {
      readonly equals?: string;
      readonly oneOf?: readonly string[];
      readonly matches?: string;
      readonly from?: string;
      readonly to?: string;
    };

/** Which requests, or which notifications. */
export interface ScenarioConditions {
  readonly service?: string | readonly string[];
  readonly notification?: 'any' | 'paid' | 'closed' | 'refunded' | 'finished';
  readonly partner?: string;
  readonly wallet?: string;
  /** Parameters by their names on the wire. */
  readonly fields?: Readonly<Record<string, ScenarioFieldTest>>;
  /** Only the nth call of an order. */
  readonly call?: number | { readonly from?: number; readonly to?: number };
}

/** The listed codes are what an editor proposes; the gateway says when it has no such code. */
export type ScenarioAnswer = ErrorCode | 'UNKNOW' | 'SUCCESS' | (string & Record<never, never>);

export type ScenarioStep =
  | 'pass'
  | {
      /** How often, before the next step. Without it once; the last step for ever. */
      readonly times?: number;
      readonly pass?: true;
      readonly answer?: ScenarioAnswer;
      readonly level?: 'service' | 'gateway';
      /** The request is carried out all the same. */
      readonly although?: 'paid' | 'done';
      readonly reply?: Readonly<Record<string, string>>;
      readonly hold?: ScenarioTime;
      readonly delay?: ScenarioTime;
      readonly drop?: 'before' | 'after';
      readonly silence?: ScenarioTime;
      readonly truncate?: number;
      readonly signature?: 'wrong' | 'missing';
      readonly charset?: 'GBK' | 'UTF-8';
      readonly label?: 'GBK' | 'UTF-8';
      readonly clock?: string;
      readonly lose?: true;
      readonly repeat?: number;
      readonly reorder?: true;
      readonly corrupt?: 'signature' | 'amount' | 'truncated';
    };

/** What the gateway pretends; the same text as for `sampan scenario add`. */
export interface Scenario {
  readonly name?: string;
  readonly when: ScenarioConditions;
  readonly then: readonly ScenarioStep[];
  /** For the later calls of an order that `when` has met. */
  readonly later?: readonly {
    readonly when: ScenarioConditions;
    readonly then: readonly ScenarioStep[];
    readonly until?: string | readonly string[];
  }[];
  readonly count?: 'order' | 'all';
  readonly for?: string;
  readonly uses?: number;
  /** While true it does nothing. */
  readonly off?: boolean;
}

/** A scenario that the gateway has. */
export interface AddedScenario {
  readonly id: string;
  /** How often it did something, and in which exchanges, newest first. */
  hits(): Promise<{ readonly hits: number; readonly exchanges: readonly string[] }>;
  clear(): Promise<void>;
}
