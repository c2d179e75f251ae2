/**
 * The partners and buyers of `sampan demo`: looked up through the operations port, created if
 * missing.
 */
import { isCurrency, parseAmount } from '@sampan/primitives';
import { type Answer, type Operations, refusalIn } from './operations.ts';
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
  const partner = await orMake(
    () => operations.get(`/admin/partners/${given.id}`),
    () => operations.post('/admin/partners', { ...given }),
  );
  return { partnerId: String(partner['id']), md5Key: String(partner['md5Key']) };
}

/** The phone number of a wallet with its kind's currency and enough money. */
async function findBuyer(
  operations: Operations,
  { inst, currency, phones }: DemoBuyer,
): Promise<string> {
  for (const phone of phones) {
    const path = `/admin/wallets/${phone}`;
    const wallet = await orMake(
      () => operations.get(path),
      () =>
        operations.postOnce('/admin/wallets', { inst, phone, pin: demoPin, balance: demoBalance }),
    );
    if (wallet['currency'] !== currency) continue;
    // So that repeated runs never run out of money.
    if (isLow(wallet)) await operations.postOnce(`${path}/top-ups`, { amount: demoBalance });
    return phone;
  }
  throw new Error(`Every demo wallet for ${inst} keeps another currency than ${currency}`);
}

async function orMake(find: () => Promise<Answer>, make: () => Promise<Answer>): Promise<Answer> {
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

function isLow({ balance, currency }: Answer): boolean {
  const code = String(currency);
  if (!isCurrency(code)) return false;
  const [has, needs] = [parseAmount(String(balance), code), parseAmount(low, code)];
  return (has?.minor ?? 0n) < (needs?.minor ?? 0n);
}
