/** Advice on partners' programs, from the recorded exchanges of a sandbox. */
export { adviseInSteps, type PartnerAdvice } from './advise.ts';
export type { AdvisedPartner } from './kinds.ts';
export { inSteps, pausing } from './pauses.ts';
export { readSeen } from './read-record.ts';
export type { Seen } from './seen.ts';
