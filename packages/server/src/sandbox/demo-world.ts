/**
 * The demo world: a partner of each contract and two buyers, one with a Hong Kong wallet and one with
 * a mainland wallet. Keys are drawn when it is made; it is found again by the partners' ids and the
 * buyers' phone numbers, so that every start and every `sampan demo` uses the same one.
 */

import {
  type DemoBuyer,
  type DemoPartner,
  demoBalance,
  demoBuyers,
  demoPartners,
  demoPin,
} from '@sampan/demo';
import {
  type IdSource,
  type PartnerId,
  parseAmount,
  required,
  type Secret,
  secret,
} from '@sampan/primitives';
import { createPartner, type OperationsDependencies, openWallet } from '#app-api';
import { currentMd5Key, type Partner, readPartnerKeys, readPartners } from '#partner';
import { readWallet, type Wallet } from '#wallet';

/** A partner that plays in the demo, and signs with this key. */
export interface PlayingPartner extends Partner {
  readonly md5Key: Secret<string>;
}

export interface DemoWorld {
  /** Who takes both wallets, and is settled in HKD. */
  readonly hongKong: PlayingPartner;
  /** Who takes the mainland wallet, and is settled in its own currency. */
  readonly standard: PlayingPartner;
  readonly wallets: readonly Wallet[];
}

type Stands = Pick<
  OperationsDependencies,
  'reader' | 'writer' | 'random' | 'acquiring' | 'clock' | 'secrets' | 'openConnection'
> & {
  readonly ids: IdSource;
};

/** Finds the demo world, or makes what is missing of it. */
export async function ensureDemoWorld(platform: Stands): Promise<DemoWorld> {
  const wallets: Wallet[] = [];
  for (const buyer of demoBuyers) wallets.push(await ensureWallet(platform, buyer));
  return {
    hongKong: await ensurePartner(platform, demoPartners.hongKong),
    standard: await ensurePartner(platform, demoPartners.standard),
    wallets,
  };
}

async function ensurePartner(platform: Stands, given: DemoPartner): Promise<PlayingPartner> {
  const id = given.id as PartnerId;
  const { result } = await platform.reader.read((connection) =>
    Promise.all([
      readPartners(connection, [id]),
      readPartnerKeys(connection, id, platform.secrets),
    ]),
  );
  const [[found], keysFound] = result;
  const { openConnection } = platform;
  const { partner, keys } = found
    ? { partner: found, keys: keysFound }
    : await createPartner({ ...platform, openConnection }, { partner: { ...given, id } });
  return { ...partner, md5Key: currentMd5Key(id, keys) };
}

async function ensureWallet(
  platform: Stands,
  { inst, currency, phones }: DemoBuyer,
): Promise<Wallet> {
  for (const phone of phones) {
    const { result } = await platform.reader.read((connection) => readWallet(connection, phone));
    if (result?.balance.currency === currency) return result;
    if (result) continue;
    const balance = required(parseAmount(demoBalance, currency), 'the demo has an amount');
    return openWallet(platform, { inst, loginId: phone, balance, pin: secret(demoPin) });
  }
  throw new Error(`Every demo wallet for ${inst} keeps another currency than ${currency}`);
}
