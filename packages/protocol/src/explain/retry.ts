/** Whether and how a refused request is repeated. */
export const retries = {
  yes: 'yes, send it again',
  'same-id': 'yes, with the same id; where the outcome is open, until there is one',
  corrected: 'yes, when it is corrected; the same id may be used',
  'new-id': 'only with a new id',
  later: 'yes, later',
  no: 'no, it will be refused again',
} as const;

export type Retry = keyof typeof retries;

/** What a code means for the one who receives it. */
export interface RefusalPage {
  /** The rule that the request broke. */
  readonly rule: string;
  /** The parameters that the rule reads; a service has some of them. */
  readonly parameters: readonly string[];
  readonly retry: Retry;
  readonly fix: string;
}

export const page = (retry: Retry, parameters: string, rule: string, fix: string): RefusalPage => ({
  rule,
  parameters: parameters.split(' ').filter(Boolean),
  retry,
  fix,
});
