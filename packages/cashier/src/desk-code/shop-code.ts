import type { Partner } from '@sampan/sdk';
import type { TillSettings } from '../settings.ts';

/** Food, unless the settings say otherwise. */
export const categoryOf = ({ shopData }: Pick<TillSettings, 'shopData'>): string =>
  shopData.secondary_merchant_industry ?? '5812';

/** What the gateway gets to know of the shop of a code, and gives back with each payment. */
export function codeData(
  { code, shopData, shop, contract, currency, branch = shop.en }: TillSettings,
  fee: string | undefined,
): Parameters<Partner['merchantCode']>[0] {
  return {
    address: branch,
    country_code: 'HK',
    currency,
    secondary_merchant_industry: categoryOf({ shopData }),
    secondary_merchant_id: shopData.secondary_merchant_id ?? 'M1',
    secondary_merchant_name: shopData.secondary_merchant_name ?? shop.en,
    store_id: shopData.store_id ?? 'S1',
    store_name: shopData.store_name ?? shop.en,
    trans_currency: contract === 'hk' ? 'HKD' : currency,
    // Tells this desk's payments from those of others.
    passback_parameters: { desk: code },
    ...(fee !== undefined && { channel_fee: { type: 'FIXED', value: fee } }),
  };
}

/** What was given when the code was made comes back as JSON. */
export function isOfDesk(passback: string | undefined, desk: string): boolean {
  if (passback === undefined) return false;
  try {
    const { desk: found }: Readonly<Record<string, unknown>> = { ...Object(JSON.parse(passback)) };
    return found === desk;
  } catch {
    return false;
  }
}
