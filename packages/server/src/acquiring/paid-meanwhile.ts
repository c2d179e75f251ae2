import type { PartnerId } from '@sampan/primitives';

/**
 * Money must be returned for an order that was not paid when the funds to lock were chosen. The
 * error code makes the batch run again, with the right locks.
 */
export class PaidMeanwhile extends Error {
  override readonly name = 'PaidMeanwhile';
  /** SQLSTATE of a conflict that is resolved by running again. */
  readonly code = '40001';

  constructor(partnerId: PartnerId) {
    super(`an order of ${partnerId} was paid while its cancel or refund waited for it`);
  }
}
