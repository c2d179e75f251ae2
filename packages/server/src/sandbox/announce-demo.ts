/** What `start` prints about the demo world. */

import { dataFolderPath, type Paint } from '@sampan/cli';
import { type DemoMember, demoPin } from '@sampan/demo';
import { formatAmount } from '@sampan/primitives';
import type { DemoWorld, PlayingPartner } from './demo-world.ts';
import type { DemoTill } from './open-demo-till.ts';

export function demoView(
  demo: DemoWorld,
  staff: readonly DemoMember[],
  till: DemoTill | undefined,
) {
  const { hongKong, standard, wallets } = demo;
  return {
    demo: {
      // The one that has always been there; `partners` names both.
      partner: partnerView(hongKong),
      partners: [hongKong, standard].map(partnerView),
      wallets: wallets.map(({ id, inst, loginId, balance: { currency } }) => ({
        walletId: id,
        inst,
        loginId,
        currency,
        pin: demoPin,
      })),
      portal: { path: '/portal/', people: staff },
      ...(till && { till }),
    },
  };
}

const partnerView = ({ id, md5Key, contract, currency }: PlayingPartner) => ({
  id,
  md5Key: md5Key.reveal(),
  contract,
  currency,
});

export function demoLines(
  demo: DemoWorld & { readonly staff: readonly DemoMember[] },
  till: DemoTill | undefined,
  { data, paint }: { readonly data: string; readonly paint: Pick<Paint, 'bold'> },
): readonly string[] {
  const { hongKong, standard, wallets, staff } = demo;
  // Pasted where the server was started, the usual folder needs no name.
  const where = data === dataFolderPath(undefined) ? '' : ` --data ${quoted(data)}`;
  return [
    '',
    paint.bold('The demo world:'),
    ...[hongKong, standard].map(
      ({ id, md5Key, name, contract, currency }) =>
        `  partner     ${id}  MD5 key ${md5Key.reveal()}  ${name}, ${contract}, ${currency}`,
    ),
    ...wallets.map(
      ({ loginId, inst, balance }) =>
        `  wallet      ${loginId}  PIN ${demoPin}  ${inst}  ${formatAmount(balance)} ${balance.currency}  at /wallet/${pageOf[inst]}/`,
    ),
    ...staff.map(
      ({ login, role, password }) =>
        `  portal      ${login}  password ${password}  ${role}  at /portal/`,
    ),
    ...(till
      ? [
          `  till        ${till.url}  ${till.cashiers
            .map(({ name, pin }) => `${name}, PIN ${pin}`)
            .join('; ')}`,
        ]
      : []),
    '',
    paint.bold('Make a payment, and see what is exchanged:'),
    `  npx sampan demo${where}`,
    '',
  ];
}

/** The wallet app that shows wallets of a kind. */
const pageOf = { ALIPAYHK: 'ferry', ALIPAYCN: 'lantern' } as const;

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
