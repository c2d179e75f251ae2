import { amountText, Button, dateText, Icon } from '../../shared/index.ts';
import { countText, figure } from '../figure.ts';
import { useLanguage } from '../language.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';
import type { Compared } from './messages.ts';

/** Equal or not, in one sentence, beside what both sides come to. */
export function Verdict({
  compared,
  day,
  onOtherDay,
}: {
  readonly compared: Compared;
  readonly day: string;
  readonly onOtherDay: () => void;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  const { currency } = useSession().partner;
  const { count, agreedRows, matched, ownRows, fileRows, own, file, agreed, difference } = compared;
  const isEqual = count === 0;
  const isOtherDay = matched === 0 && ownRows > 0 && fileRows > 0;
  const apart = difference.replace(/^-/, '');
  const title = isOtherDay
    ? say('recon.otherDayTitle', { day: dateText(day, language) })
    : isEqual
      ? say('recon.equal', { rows: countText(agreedRows) })
      : say('recon.breaks', { count, amount: amountText(apart, currency) });
  return (
    <div className="verdict-row">
      <section className="card verdict" aria-live="polite">
        <span className={isEqual ? 'verdict-mark' : 'verdict-mark apart'} aria-hidden="true">
          <Icon name={isEqual ? 'tick' : 'swap'} size={28} />
        </span>
        <div>
          <h2>{title}</h2>
          <p>
            {isOtherDay
              ? say('recon.otherDayWhy')
              : isEqual
                ? say('recon.equalWhy')
                : say('recon.breaksWhy', { rows: countText(agreedRows), count })}
          </p>
          {isOtherDay && (
            <Button size="desk" onClick={onOtherDay}>
              {say('recon.chooseDay')}
            </Button>
          )}
          {!isEqual && !isOtherDay && (
            <Button
              size="desk"
              kind="primary"
              onClick={() => document.getElementById('breaks')?.scrollIntoView({ block: 'start' })}
            >
              {say('recon.through')}
            </Button>
          )}
        </div>
      </section>
      <section className="card sides" aria-label={say('recon.sides')}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{say('files.rows')}</th>
              <th scope="col">{say('recon.sum', { currency })}</th>
            </tr>
          </thead>
          <tbody>
            <Line name={say('recon.agree')} rows={agreedRows} sum={agreed} />
            <Line name={say('recon.ownBook')} rows={ownRows} sum={own} />
            <Line name={say('recon.file')} rows={fileRows} sum={file} />
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('recon.minus')}</th>
              <td />
              <td>
                <b>{signed(difference)}</b>
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </div>
  );
}

function Line({
  name,
  rows,
  sum,
}: {
  readonly name: string;
  readonly rows: number;
  readonly sum: string;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{countText(rows)}</td>
      <td>{figure(sum)}</td>
    </tr>
  );
}

/** With its direction; nothing has none. */
export const signed = (amount: string): string =>
  /^-/.test(amount) || !/[1-9]/.test(amount) ? figure(amount) : `+${figure(amount)}`;
