import {
  idSource,
  money,
  type PartnerId,
  seededRandom,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { hkd } from '#test-kit';
import { insertPaymentCode } from '#wallet';
import { payment } from '../gateway-asked.ts';
import { gatewayWorld } from '../gateway-world.ts';
import type { Cast, Stage } from './story.ts';

/** A world in which everything has the same name every time: partners, wallets, codes, trades. */
export async function openStage(): Promise<Stage> {
  const world = await gatewayWorld({
    startAt: '2026-11-22 09:00',
    ids: idSource(seededRandom(42)),
  });
  let codes = 0;
  const partnerIds = [
    'hk',
    'global',
    'suspended',
    'md5Only',
    'few',
    'broke',
    'sydney',
    'tokyo',
    'limited',
  ] as const;
  const partners = nameAll(partnerIds, (index) => `208800000000000${index}` as PartnerId);
  const partner = (name: keyof Cast['partners'], given = {}, change = {}) =>
    world.partner({ id: partners[name], ...given }, change);
  await partner('hk');
  await partner('global', { contract: 'global' });
  await partner('suspended', {}, { status: 'suspended' });
  await partner('md5Only', { publicKey: undefined });
  await partner('few', {}, { services: ['alipay.acquire.cancel'] });
  await partner('broke');
  await partner('sydney', { contract: 'global', currency: 'AUD' });
  await partner('tokyo', { contract: 'global', currency: 'JPY' });
  const limits = { payment: hkd('39.24'), day: hkd('30.00'), month: undefined };
  await partner('limited', {}, { limits });

  const walletIds = [
    'alice',
    'bob',
    'mainland',
    'frozen',
    'poor',
    'asking',
    'perPayment',
    'perDay',
    'perMonth',
    'mainlandAsking',
  ] as const;
  const wallets = nameAll(walletIds, (index, name) => {
    const prefix = name.startsWith('mainland') ? '2088' : '2160';
    return `${prefix}1${String(index).padStart(11, '0')}` as WalletId;
  });
  const wallet = (name: keyof Cast['wallets'], balance: string, change = {}) => {
    const number = wallets[name].slice(-4);
    return world.wallet(balance, { id: wallets[name], loginId: `852-6000${number}`, ...change });
  };
  await wallet('alice', '10000.00');
  await wallet('bob', '10000.00');
  await wallet('mainland', '10000.00', { inst: 'ALIPAYCN', loginId: '13200000003' });
  await wallet('frozen', '10000.00', { status: 'frozen' });
  await wallet('poor', '39.24');
  await wallet('asking', '10000.00', { passwordFreeLimit: hkd('20.00') });
  await wallet('perPayment', '10000.00', { paymentLimit: hkd('39.24') });
  await wallet('perDay', '10000.00', { dayLimit: hkd('39.24') });
  await wallet('perMonth', '10000.00', { monthLimit: hkd('39.24') });
  await wallet('mainlandAsking', '10000.00', {
    inst: 'ALIPAYCN',
    loginId: '13200000010',
    passwordFreeLimit: money('CNY', 2_000n),
  });

  const stage: Stage = {
    partners,
    wallets,
    world,
    async show(name, code) {
      const issuedAt = world.machine.now();
      const expiresAt = (issuedAt + 60_000) as typeof issuedAt;
      const shown = { code, walletId: wallets[name], issuedAt, expiresAt, tradeId: undefined };
      await insertPaymentCode(world.connection, shown);
    },
    async paid(order, by = 'hk', from = 'alice') {
      const code = `28${String(++codes).padStart(16, '0')}`;
      await stage.show(from, code);
      const answer = await stage.ask(payment(partners[by], code, { partner_trans_id: order }), by);
      return answer.fields.alipay_trans_id as TradeId;
    },
    ask: (asked, by = 'hk') => world.ask(partners[by], asked),
  };
  return stage;
}

const nameAll = <Name extends string, Id>(
  names: readonly Name[],
  idOf: (index: number, name: Name) => Id,
): Readonly<Record<Name, Id>> =>
  Object.fromEntries(names.map((name, index) => [name, idOf(index + 1, name)])) as Record<Name, Id>;
