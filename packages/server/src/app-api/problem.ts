/** Why a request is refused; the caller reads all of it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503;
  /** A word for programs: `wallet-unknown`. */
  readonly code: string;
  /** The field of the request that is to blame. */
  readonly field: string | undefined;

  constructor(status: Problem['status'], code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export const invalid = (field: string, expected: string): Problem =>
  new Problem(400, 'invalid-field', `${field} must be ${expected}`, field);

type Known =
  | 'partner'
  | 'wallet'
  | 'trade'
  | 'shop'
  | 'code'
  | 'batch'
  | 'account'
  | 'entry'
  | 'bank-transfer'
  | 'session'
  | 'member'
  | 'approval'
  | 'passkey'
  | 'notification'
  | 'exchange'
  | 'job'
  | 'file'
  | 'currency'
  | 'calendar-day'
  | 'payout-order'
  | 'scenario'
  | 'world';

export const unknown = (what: Known, id: string): Problem =>
  new Problem(404, `${what}-unknown`, `There is no ${what.replace('-', ' ')} ${id}`);

export const conflict = (code: string, message: string, field?: string): Problem =>
  new Problem(409, code, message, field);
