import type { PartnerId } from '@sampan/primitives';

/**
 * Money is to be given back of an order that was not paid when the funds to be locked were chosen. By
 * its code the batch runs again, and then chooses them.
 */
export class PaidMeanwhile extends Error {
  override readonly name = 'PaidMeanwhile';
  /** SQLSTATE of a conflict that running again resolves. */
  readonly code = '40001';

  constructor(partnerId: PartnerId) {
    super(`an order of ${partnerId} was paid while its cancel or refund waited for it`);
  }
}
