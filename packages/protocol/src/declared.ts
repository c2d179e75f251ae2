/**
 * The pure half of the wire: what services, fields, errors and notifications are, without bytes, keys or
 * sockets. It runs in a browser; a test holds that.
 */
export * from './canonical.ts';
export * from './error-codes.ts';
export * from './fields.ts';
export * from './kinds/index.ts';
export * from './message.ts';
export * from './notification-fields.ts';
export * from './service.ts';
export * from './services/index.ts';
export * from './xml.ts';
export * from './xml-element.ts';
