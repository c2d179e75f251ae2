import { randomUUID } from 'node:crypto';

/** A key that no other request has: the server does a request with the same key once. */
export const newIdempotencyKey = (): string => randomUUID();
