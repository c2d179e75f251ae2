/** The wire, declared once: requests, signatures, envelopes, and every service with its fields. */
export * from './canonical.ts';
export * from './charset.ts';
export * from './envelope.ts';
export * from './error-codes.ts';
export * from './fields.ts';
export * from './form.ts';
export * from './keys.ts';
export * from './kinds/index.ts';
export * from './message.ts';
export * from './request.ts';
export * from './service.ts';
export * from './services/index.ts';
export * from './signature.ts';
export * from './verify-request.ts';
export * from './xml.ts';
