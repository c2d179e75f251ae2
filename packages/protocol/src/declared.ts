/**
 * The pure half of the wire: services, fields, errors and notifications, without bytes, keys or
 * sockets. A test bundles it for a browser.
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
