import type { ReportView, ZView } from '@sampan/cashier/api';
import { amountParts, fullTime } from '@sampan/web/shared';
import { walletName } from '../names.ts';
import { clockSeconds } from '../stage/shared.tsx';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

type Row = readonly [
  name: string,
  count: number | undefined,
  amount: string,
  kind?: 'sub' | 'total',
];

/** An X or a Z as it looks on paper. */
export function Paper({
  report,
  number,
}: {
  readonly report: ReportView | ZView;
  readonly number?: string;
}) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  const minus = (text: string) => (Number(text) === 0 ? text : `-${text}`);
  const sections: readonly (readonly Row[])[] = [
    [
      [say('z.payments'), report.payments.count, report.payments.amount],
      ...report.wallets.map(
        ({ inst, count, amount }): Row => [
          inst === '' ? say('row.wallet') : `${walletName(till, inst, language)} ${inst}`,
          count,
          amount,
          'sub',
        ],
      ),
      [say('z.refunds'), report.refunds.count, minus(report.refunds.amount)],
      [say('z.cancels'), report.cancels.count, report.cancels.amount],
    ],
    [[say('z.net'), undefined, report.walletsNet, 'total']],
    [
      [say('z.otherwise'), report.otherwise.count, report.otherwise.amount],
      [say('row.cash'), report.otherwise.cash.count, report.otherwise.cash.amount, 'sub'],
      [say('row.card'), report.otherwise.card.count, report.otherwise.card.amount, 'sub'],
      [say('charge.tip'), report.tips.count, report.tips.amount],
      [say('charge.discount'), report.discounts.count, minus(report.discounts.amount)],
      ...report.taxes.map(
        ({ rate, included }): Row => [
          say('order.tax', { rate: `${Number(rate) * 100} %` }),
          undefined,
          included,
        ],
      ),
    ],
    [
      [say('z.float'), undefined, report.drawer.float],
      [say('z.in'), undefined, report.drawer.in],
      [say('z.out'), undefined, minus(report.drawer.out)],
      ...(report.drawer.expected === undefined
        ? []
        : [[say('z.expected'), undefined, report.drawer.expected] satisfies Row]),
      ...(report.drawer.counted === undefined
        ? []
        : [[say('z.counted'), undefined, report.drawer.counted] satisfies Row]),
      ...(report.drawer.difference === undefined
        ? []
        : [[say('z.difference'), undefined, report.drawer.difference, 'total'] satisfies Row]),
    ],
    ...(report.discrepancies.length === 0
      ? []
      : [
          report.discrepancies.map(
            ({ number: order, amount }): Row => [
              say('z.discrepancy', { number: order }),
              undefined,
              amount,
            ],
          ),
        ]),
    ...(report.stillUnknown.length === 0
      ? []
      : [
          report.stillUnknown.map(
            ({ number: order, amount }): Row => [
              say('z.unknown', { number: order }),
              undefined,
              amount,
            ],
          ),
        ]),
  ];
  return (
    <article className="paper" lang={language}>
      <h2>{till?.shop.en}</h2>
      <p>{till?.shop.zhHant}</p>
      <p>{[till?.branch, till?.till].filter(Boolean).join(' · ')}</p>
      <p className="zz">{number === undefined ? 'X' : `Z ${number}`}</p>
      <p>{fullTime(report.until)} GMT+8</p>
      <p>
        {say('z.shift', { from: clockSeconds(report.openedAt), until: clockSeconds(report.until) })}
      </p>
      {sections.map((rows, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sections never move
        <table key={index}>
          <tbody>
            {rows.map(([name, count, amount, kind]) => (
              <tr key={name} className={kind}>
                <th scope="row">{name}</th>
                <td className="count">{count}</td>
                <td>{figures(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="end">
        {number === undefined ? say('z.isX') : say('z.fixed', { digest: digestOf(report) })}
      </p>
    </article>
  );
}

const digestOf = (report: ReportView | ZView): string =>
  'digest' in report ? report.digest.slice(0, 12) : '';

function figures(text: string): string {
  const { sign, whole, decimals } = amountParts(text);
  return `${sign}${whole}${decimals}`;
}
