/** Structured logging, with the lines for failures and refused requests. */
export { failureLog } from './failure-log.ts';
export { type Log, logFor, openLog } from './log.ts';
export { refusalLog } from './refusal-log.ts';
