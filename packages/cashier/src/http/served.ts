import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '@sampan/api';
import type { Caller } from './handler.ts';
import type { Parts } from './request-check.ts';

/** A route with what serves it. */
export interface Served {
  readonly route: Route;
  run(
    parts: Parts,
    caller: Caller,
    response: ServerResponse,
    request: IncomingMessage,
  ): Promise<void>;
}
