import { type MerchantCode, readMerchantCode, readOrderByCode } from '#acquiring';
import type { Reader } from '#database';
import { orderCodeUrl } from './addresses.ts';
import type { CodePicture } from './picture-book.ts';

/** A code that was created. */
export interface FoundCode extends CodePicture {
  /** The shop of the code; only an active shop's code is printed. */
  readonly shop?: MerchantCode;
}

/**
 * Finds the content of a token's code. An order's code is shown on a screen for minutes; a shop's
 * is printed and must be readable when scratched or stained.
 */
export const findCode =
  (reader: Pick<Reader, 'read'>, publicUrl: () => string) =>
  async (token: string): Promise<FoundCode | undefined> => {
    const { result } = await reader.read((connection) =>
      Promise.all([readOrderByCode(connection, token), readMerchantCode(connection, token)]),
    );
    const [order, shop] = result;
    if (!order && !shop) return undefined;
    return {
      text: orderCodeUrl(publicUrl(), token),
      errorCorrection: shop ? 'H' : 'M',
      // A stopped code may be printed, because it can be restarted; a deleted one may not.
      ...(shop && shop.status !== 'deleted' && { shop }),
    };
  };
