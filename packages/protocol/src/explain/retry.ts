/** Whether and how a refused request is repeated. */
export const retries = {
  'same-request': 'send the same request with the same id until there is a result',
  'query-first': 'query first; the outcome is open or known already',
  corrected: 'correct it and send it again; the same id may be used',
  'new-id': 'start again with a new id',
  later: 'send the same request again later',
  no: 'do not repeat it; it will be refused again',
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
