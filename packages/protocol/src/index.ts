/**
 * The wire protocol, declared once: requests, signatures, envelopes, and every service with its
 * fields.
 */
export * from './charset.ts';
export * from './client/index.ts';
export * from './declared.ts';
export * from './envelope.ts';
export * from './files/index.ts';
export * from './form.ts';
export * from './keys.ts';
export * from './notification.ts';
export * from './reply.ts';
export * from './request.ts';
export * from './sign-parameters.ts';
export * from './signature.ts';
export * from './verify-request.ts';
