/** The acceptance cases of a partner's integration, read from its recorded exchanges. */
export type { CaseVerdict } from './case.ts';
export { acceptanceOf } from './cases.ts';
export { historyOf } from './histories.ts';
export { type Seen, seenOf } from './seen.ts';
