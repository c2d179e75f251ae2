/** What a sandbox's front page tells of its demo world, and a payment in it that only needs pasting. */
import { demoBuyers, demoPartners, demoPin, demoStaff } from '@sampan/demo';
import { formatAmount, offsetTime, type PartnerId } from '@sampan/primitives';
import { type Parameter, signParameters } from '@sampan/protocol';
import { readNow } from '#database';
import type { DemoPage } from '#front-page';
import { currentMd5Key, type KnownPartner } from '#partner';
import type { Platform } from '#platform';
import {
  insertPaymentCodeWithin,
  issuePaymentCode,
  livingCodesMax,
  readWallet,
  type Wallet,
} from '#wallet';

type World = Pick<Platform, 'reader' | 'writer' | 'directory' | 'random'>;

/** Undefined without a demo world. */
export async function demoPage(
  world: World,
  gateway: string | undefined,
): Promise<DemoPage | undefined> {
  const found = await Promise.all(
    Object.values(demoPartners).map(({ id }) => world.directory.find(id as PartnerId)),
  );
  const partners = found.filter((partner) => partner !== undefined);
  const [first] = partners;
  if (!first) return undefined;
  const wallets = await demoWallets(world);
  // Only here: it brings a database along.
  const { demoCashiers } = await import('@sampan/cashier');
  const payment = gateway && (await signedPayment(world, { known: first, wallets, gateway }));
  return {
    partners: partners.map(({ partner: { id, name, contract, currency } }) => ({
      id,
      name,
      terms: `contract ${contract}, ${currency}`,
    })),
    wallets: wallets.map(({ inst, loginId, balance }) => ({
      inst,
      loginId,
      pin: demoPin,
      // A comma for every three digits before the point, and a blank that does not break.
      balance: `${balance.currency}\u00a0${grouped(formatAmount(balance))}`,
    })),
    cashiers: demoCashiers.map(({ name, pin }) => ({ name, pin })),
    staff: demoStaff.map(({ login, password, role }) => ({ login, password, role })),
    ...(payment && { payment }),
  };
}

const grouped = (amount: string): string => amount.replace(/\B(?=(\d{3})+\.)/g, ',');

async function demoWallets({ reader }: World): Promise<readonly Wallet[]> {
  const { result } = await reader.read((connection) =>
    Promise.all(
      demoBuyers.map(async ({ currency, phones }) => {
        const held = await Promise.all(phones.map((phone) => readWallet(connection, phone)));
        return held.find((wallet) => wallet?.balance.currency === currency);
      }),
    ),
  );
  return result.filter((wallet) => wallet !== undefined);
}

interface Payment {
  readonly known: KnownPartner;
  readonly wallets: readonly Wallet[];
  readonly gateway: string;
}

async function signedPayment(
  { reader, writer, random }: World,
  { known: { partner, keys }, wallets, gateway }: Payment,
): Promise<DemoPage['payment']> {
  const [wallet] = wallets;
  if (!wallet) return undefined;
  const now = await readNow(reader);
  const shown = issuePaymentCode(wallet, 18, now, random);
  // Reloading the page makes no more codes than a wallet app may.
  const { result: full } = await writer.write((connection) =>
    insertPaymentCodeWithin(connection, shown, livingCodesMax, now),
  );
  if (full) return undefined;
  const unsigned: readonly Parameter[] = [
    ['service', 'alipay.acquire.overseas.spot.pay'],
    ['partner', partner.id],
    ['alipay_seller_id', partner.id],
    ['partner_trans_id', `page-${random.letters(10)}`],
    ['identity_code_type', 'barcode'],
    ['buyer_identity_code', shown.code],
    ['trans_name', 'Coffee'],
    ['trans_amount', '39.25'],
    ['currency', 'HKD'],
    ['biz_product', 'OVERSEAS_MBARCODE_PAY'],
  ];
  const signed = await signParameters([['_input_charset', 'UTF-8'], ...unsigned], {
    signType: 'MD5',
    charset: 'UTF-8',
    keys: { md5Key: currentMd5Key(partner.id, keys) },
  });
  const form = signed.filter(([name]) => name !== '_input_charset');
  return {
    curl: [
      `curl -sS '${gateway}?_input_charset=UTF-8'`,
      ...form.map(([name, value]) => `-d '${name}=${value}'`),
    ],
    expiresAt: offsetTime(shown.expiresAt),
  };
}
