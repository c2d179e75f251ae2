import { text } from '../kinds/index.ts';
import { declareService } from '../service.ts';

/**
 * Notify verify (01 §11): asks whether we sent a notification. Answers the bare word `true` or
 * `false` without a line end; most clients send it unsigned.
 */
export const notifyVerify = declareService({
  name: 'notify_verify',
  documents: ['website_hk', 'public clients'],
  node: 'plain',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {
    notify_id: {
      is: text(128),
      presence: 'required',
      example: 'ac05099524730693a8b330c5ecf72da978',
    },
  },
  replyFields: {},
  errors: [],
});
