/**
 * The demo world: a partner and two buyers, one with a Hong Kong wallet and one with a mainland
 * wallet. Keys are drawn when it is made; it is found again by the partner's id and the buyers' phone
 * numbers, so that every start and every `sampan demo` uses the same one.
 */
import { type IdSource, money, type PartnerId, type PaymentInst, secret } from '@sampan/primitives';
import { createPartner, type OperationsDependencies, openWallet } from '#app-api';
import { type ConnectionOptions, connect } from '#database';
import { type Partner, readPartners } from '#partner';
import { currencyOf, readWallet, type Wallet } from '#wallet';
import { demoBuyers, demoPartner, demoPin } from './people.ts';

export interface DemoWorld {
  readonly partner: Partner;
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
  return { partner: await ensurePartner(platform), wallets };
}

async function ensurePartner(platform: Stands): Promise<Partner> {
  const id = demoPartner.id as PartnerId;
  const { result } = await platform.reader.read((connection) => readPartners(connection, [id]));
  const openConnection = () => connect(platform.connection);
  return (
    result[0] ??
    createPartner({ ...platform, openConnection }, { id, name: demoPartner.name, contract: 'hk' })
  );
}

async function ensureWallet(
  platform: Stands,
  { phone, inst }: { phone: string; inst: PaymentInst },
): Promise<Wallet> {
  const { result } = await platform.reader.read((connection) => readWallet(connection, phone));
  const balance = money(currencyOf(inst), 1_000_000n);
  return result ?? openWallet(platform, { inst, loginId: phone, balance, pin: secret(demoPin) });
}
