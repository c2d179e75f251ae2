/** What `start` says of the demo world. */
import { formatAmount } from '@sampan/primitives';
import { dataFolderPath } from '../data-folder.ts';
import { demoPin } from './people.ts';
import type { DemoWorld } from './world.ts';

export function demoView(demo: DemoWorld | undefined) {
  if (!demo) return {};
  const { partner, wallets } = demo;
  return {
    demo: {
      partner: { id: partner.id, md5Key: partner.md5Key.reveal() },
      wallets: wallets.map(({ id, inst, loginId }) => ({
        walletId: id,
        inst,
        loginId,
        pin: demoPin,
      })),
    },
  };
}

export function demoLines(demo: DemoWorld | undefined, data: string): readonly string[] {
  if (!demo) return [];
  const { partner, wallets } = demo;
  // Pasted where the server was started, the usual folder needs no name.
  const where = data === dataFolderPath(undefined) ? '' : ` --data ${quoted(data)}`;
  return [
    '',
    'The demo world:',
    `  partner     ${partner.id}  MD5 key ${partner.md5Key.reveal()}  ${partner.name}`,
    ...wallets.map(
      ({ loginId, inst, balance }) =>
        `  wallet      ${loginId}  PIN ${demoPin}  ${inst}  ${formatAmount(balance)} ${balance.currency}`,
    ),
    '',
    'Make a payment, and see what is exchanged:',
    `  npx sampan demo${where}`,
    '',
  ];
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
