/**
 * The partners and buyers of `sampan demo`: looked up through the operations port, created if
 * missing.
 */
import type { WalletView } from '@sampan/api';
import { isCurrency, parseAmount, required } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type Operations, refusalIn } from './operations.ts';
import {
  type DemoBuyer,
  type DemoPartner,
  demoBalance,
  demoBuyers,
  demoPartners,
  demoPin,
} from './people.ts';

export interface Cast {
  readonly hongKong: CastPartner;
  readonly standard: CastPartner;
  /** Phone numbers, used to request codes. */
  readonly buyers: readonly string[];
}

export interface CastPartner {
  readonly partnerId: string;
  readonly contract: Contract;
  readonly md5Key: string;
}

export async function findCast(operations: Operations): Promise<Cast> {
  const hongKong = await findPartner(operations, demoPartners.hongKong);
  const standard = await findPartner(operations, demoPartners.standard);
  const buyers: string[] = [];
  for (const buyer of demoBuyers) buyers.push(await findBuyer(operations, buyer));
  return { hongKong, standard, buyers };
}

async function findPartner(operations: Operations, given: DemoPartner): Promise<CastPartner> {
  const params = { id: given.id };
  const { id, md5Key } = await orMake<{ readonly id: string; readonly md5Key?: string }>(
    () => operations.call('GET /admin/partners/:id', { params }),
    () => operations.call('POST /admin/partners', { body: given }),
  );
  return {
    partnerId: id,
    contract: given.contract,
    md5Key: required(md5Key, 'a sandbox shows it'),
  };
}

/** The phone number of a wallet with its kind's currency and enough money. */
async function findBuyer(
  operations: Operations,
  { inst, currency, phones }: DemoBuyer,
): Promise<string> {
  for (const phone of phones) {
    const params = { id: phone };
    const body = { inst, phone, pin: demoPin, balance: demoBalance };
    const wallet = await orMake<WalletView>(
      () => operations.call('GET /admin/wallets/:id', { params }),
      () => operations.callOnce('POST /admin/wallets', { body }),
    );
    if (wallet.currency !== currency) continue;
    // So that repeated runs never run out of money.
    if (isLow(wallet)) {
      const more = { amount: demoBalance };
      await operations.callOnce('POST /admin/wallets/:id/top-ups', { params, body: more });
    }
    return phone;
  }
  throw new Error(`Every demo wallet for ${inst} keeps another currency than ${currency}`);
}

async function orMake<Found>(
  find: () => Promise<Found>,
  make: () => Promise<Found>,
): Promise<Found> {
  const absent = (error: unknown): boolean => refusalIn(error)?.code.endsWith('-unknown') ?? false;
  const taken = (error: unknown): boolean =>
    ['partner-exists', 'phone-taken'].includes(refusalIn(error)?.code ?? '');
  try {
    return await find();
  } catch (error) {
    if (!absent(error)) throw error;
  }
  try {
    return await make();
  } catch (error) {
    // A concurrent demo run created it first.
    if (!taken(error)) throw error;
    return find();
  }
}

/** Enough for several concurrent runs. */
const low = '2000.00';

function isLow({ balance, currency }: WalletView): boolean {
  if (!isCurrency(currency)) return false;
  const [has, needs] = [parseAmount(balance, currency), parseAmount(low, currency)];
  return (has?.minor ?? 0n) < (needs?.minor ?? 0n);
}
