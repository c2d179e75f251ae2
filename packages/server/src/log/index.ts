/** What a server says of itself: structured lines, and the two kinds that matter most. */
export { failureLog } from './failure-log.ts';
export { type Log, logFor, openLog } from './log.ts';
export { refusalLog } from './refusal-log.ts';
