/**
 * A key that no other request has: the server does a request with the same key once. Through the global
 * object, which loads nothing before it is asked.
 */
export const newIdempotencyKey = (): string => crypto.randomUUID();
