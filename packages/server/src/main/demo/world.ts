/**
 * The demo world: a partner of each contract and two buyers, one with a Hong Kong wallet and one with
 * a mainland wallet. Keys are drawn when it is made; it is found again by the partners' ids and the
 * buyers' phone numbers, so that every start and every `sampan demo` uses the same one.
 */
import { type IdSource, type PartnerId, parseAmount, required, secret } from '@sampan/primitives';
import { createPartner, type OperationsDependencies, openWallet } from '#app-api';
import { type ConnectionOptions, connect } from '#database';
import { type Partner, readPartners } from '#partner';
import { readWallet, type Wallet } from '#wallet';
import {
  type DemoBuyer,
  type DemoPartner,
  demoBalance,
  demoBuyers,
  demoPartners,
  demoPin,
} from './people.ts';

export interface DemoWorld {
  /** Who takes both wallets, and is settled in HKD. */
  readonly hongKong: Partner;
  /** Who takes the mainland wallet, and is settled in its own currency. */
  readonly standard: Partner;
  readonly wallets: readonly Wallet[];
}

type Stands = Pick<OperationsDependencies, 'reader' | 'random' | 'acquiring' | 'clock'> & {
  readonly ids: IdSource;
  readonly connection: ConnectionOptions;
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

async function ensurePartner(platform: Stands, given: DemoPartner): Promise<Partner> {
  const id = given.id as PartnerId;
  const { result } = await platform.reader.read((connection) => readPartners(connection, [id]));
  const openConnection = () => connect(platform.connection);
  return result[0] ?? createPartner({ ...platform, openConnection }, { partner: { ...given, id } });
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
