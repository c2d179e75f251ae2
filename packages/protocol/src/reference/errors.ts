import {
  describeError,
  type ErrorClass,
  type ErrorCode,
  errorClass,
  gatewayErrors,
  isErrorCode,
} from '../error-codes.ts';
import { type ServiceName, services } from '../services/index.ts';
import type { Text } from './text.ts';
import { advice, type Retry, serviceAdvice } from './texts/advice.ts';
import { errorTexts } from './texts/errors.ts';

/** A code as the reference explains it. */
export interface ErrorEntry {
  readonly code: ErrorCode;
  readonly class: ErrorClass;
  readonly means: Text;
  readonly todo: Text;
  readonly retry: Retry;
}

/** A code of one service, or in general. */
export function errorEntry(code: ErrorCode, service?: ServiceName): ErrorEntry {
  const [traditional, simplified, usual] = errorTexts[code];
  const ofService: Readonly<Partial<Record<string, keyof typeof advice>>> =
    (service && serviceAdvice[service]) ?? {};
  const { text, retry } = advice[ofService[code] ?? usual];
  const means: Text = [`${describeError(code)}.`, `${traditional}。`, `${simplified}。`];
  return { code, class: errorClass(code), means, todo: text, retry };
}

/** One row of the table of all codes. */
export interface IndexedError extends ErrorEntry {
  /** Whether the gateway answers it beside `is_success` F, before any service. */
  readonly gateway: boolean;
  /** The services that list it. */
  readonly services: readonly ServiceName[];
}

/** Every code, in alphabetical order. */
export function allErrors(): readonly IndexedError[] {
  const listed = new Map<string, ServiceName[]>();
  for (const { name, errors } of services) {
    for (const code of errors) listed.set(code, [...(listed.get(code) ?? []), name]);
  }
  return Object.keys(errorTexts)
    .filter(isErrorCode)
    .sort()
    .map((code) => ({
      ...errorEntry(code),
      gateway: Object.hasOwn(gatewayErrors, code),
      services: listed.get(code) ?? [],
    }));
}
