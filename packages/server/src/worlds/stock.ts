/** What a new world has: a partner of each contract, and a wallet of each kind. */
import type { NewWorldView } from '@sampan/api';
import { demoBalance } from '@sampan/demo';
import {
  type Currency,
  type PartnerId,
  type PaymentInst,
  parseAmount,
  required,
  secret,
} from '@sampan/primitives';
import { hashSecret } from '@sampan/primitives/node';
import type { Contract } from '@sampan/protocol';
import {
  createPartner,
  openWallet,
  type StoringParts,
  storePartner,
  type WorldWanted,
} from '#app-api';
import type { Connection } from '#database';
import { currentMd5Key, type NewPartner } from '#partner';
import type { Platform } from '#platform';
import { currencyOf, setHashedPin } from '#wallet';
import { removePartner } from './databases.postgres.ts';

/** The standard contract settles in a currency whose rate every sandbox has. */
const currencies: Readonly<Record<Contract, Currency>> = { hk: 'HKD', global: 'AUD' };

const insts: readonly PaymentInst[] = ['ALIPAYHK', 'ALIPAYCN'];

interface StockedPartner {
  readonly id: PartnerId;
  readonly contract: Contract;
  readonly md5Key: string;
}

export interface Stock {
  readonly partners: readonly StockedPartner[];
  readonly wallets: NewWorldView['wallets'];
}

/** Hashing a PIN takes long, so both wallets have the same. */
export async function stock(platform: Platform): Promise<Stock> {
  const pin = platform.random.digits(6);
  const hashing = hashSecret(secret(pin), platform.random);
  const wallets: Stock['wallets'][number][] = [];
  for (const inst of insts) wallets.push(await stockWallet(platform, { inst, pin, hashing }));
  return {
    partners: [await stockPartner(platform, 'hk'), await stockPartner(platform, 'global')],
    wallets,
  };
}

type PartnerWanted = Pick<WorldWanted, 'partnerId' | 'md5Key'>;

async function stockPartner(platform: Platform, contract: Contract): Promise<StockedPartner> {
  const { partner, keys } = await createPartner(platform, { partner: asStocked(contract, {}) });
  return { id: partner.id, contract, md5Key: currentMd5Key(partner.id, keys).reveal() };
}

function asStocked(contract: Contract, { partnerId, md5Key }: PartnerWanted): NewPartner {
  return {
    ...{ contract, currency: currencies[contract] },
    ...(partnerId !== undefined && { id: partnerId }),
    ...(md5Key !== undefined && { md5Key: md5Key.reveal() }),
    ...{ timestampExpires: false, restrictsCancel: false },
  };
}

/** Replaces a partner by one with the id or the key that the caller has chosen, before the world is opened. */
export async function restock(
  owner: Connection,
  { partners, wallets }: Stock,
  { contract = 'hk', ...wanted }: WorldWanted,
  storing: StoringParts,
): Promise<Stock> {
  for (const { id } of partners.filter((each) => each.contract === contract)) {
    await removePartner(owner, id);
  }
  const stored = { partner: asStocked(contract, wanted) };
  const { partner, keys } = await storePartner(owner, stored, storing);
  const md5Key = currentMd5Key(partner.id, keys).reveal();
  const own = { id: partner.id, contract, md5Key };
  return { partners: partners.map((each) => (each.contract === contract ? own : each)), wallets };
}

async function stockWallet(
  platform: Platform,
  { inst, pin, hashing }: { inst: PaymentInst; pin: string; hashing: Promise<string> },
): Promise<Stock['wallets'][number]> {
  const balance = required(parseAmount(demoBalance, currencyOf(inst)), 'the demo has an amount');
  const { id, loginId } = await openWallet(platform, { inst, balance });
  const { writer, clock } = platform;
  const hash = await hashing;
  await writer.write((connection) => setHashedPin(connection, id, hash, clock.now()));
  return { walletId: id, loginId, inst, pin };
}
