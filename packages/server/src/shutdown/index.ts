/** The orderly end of a process. */
export { Opened } from './opened.ts';
export { type StopWish, stopSignal } from './stop-signal.ts';
