/** Advice on partners' programs, from the recorded exchanges of a sandbox. */
export { type Advice, advise, type Circumstances, type PartnerAdvice, rules } from './advise.ts';
export type { AdvisedPartner, Finding, Rule, Severity } from './kinds.ts';
export { readSeen } from './read-record.ts';
export type { Seen } from './seen.ts';
