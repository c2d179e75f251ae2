/** Headers of what the till sends. */
import { createHash } from 'node:crypto';
import { receiptStyle } from '../receipt/html.ts';
import type { Paper } from '../receipt/line.ts';

const always = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Of an answer of the API. */
export const apiHeaders = {
  ...always,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders = {
  ...always,
  'content-security-policy': pagePolicy,
  'permissions-policy': 'camera=(self), screen-wake-lock=(self), geolocation=(), microphone=()',
} as const;

/** A receipt has one style, which is named by its digest; the till's page prints it in a frame. */
export function receiptHeaders(paper: Paper) {
  const digest = createHash('sha256').update(receiptStyle(paper)).digest('base64');
  return {
    ...always,
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${digest}'; frame-ancestors 'self'`,
  };
}
