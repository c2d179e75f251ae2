import { type MerchantCode, readMerchantCode, readOrderByCode } from '#acquiring';
import type { Reader } from '#database';
import { orderCodeUrl } from './addresses.ts';
import type { CodePicture } from './picture-book.ts';

/** A code that was made once. */
export interface FoundCode extends CodePicture {
  /** Whose code it is; only the code of a living shop is printed. */
  readonly shop?: MerchantCode;
}

/**
 * Finds what the code of a token looks like. An order's code is shown on a screen for minutes; a shop's
 * is printed, and must be read when it has scratches and stains.
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
      // A stopped code may be printed, for it can be made usable again; a deleted one never.
      ...(shop && shop.status !== 'deleted' && { shop }),
    };
  };
