import type { ErrorCode } from '../error-codes.ts';
import type { ExchangeRecord } from './exchange.ts';

/** The form in which a request was given. */
export type InputKind = 'http' | 'curl' | 'url' | 'form' | 'json' | 'reply' | 'code';

export type ExplainInput =
  | { readonly kind: InputKind; readonly record: ExchangeRecord }
  | { readonly kind: 'reply' | 'code'; readonly code: ErrorCode };
