/** Typed messages between a parent and a child process. */
export { type ChildEnd, type Handlers, openChildEnd } from './child-end.ts';
export { ChannelError, ChildFailure, LateAnswer } from './frames.ts';
export { type Kinds, type Notice, nothing, oneOf, type Request } from './kinds.ts';
export { type Line, lineToChild, lineToParent } from './line.ts';
export { ParentEnd, type ParentEndOptions } from './parent-end.ts';
