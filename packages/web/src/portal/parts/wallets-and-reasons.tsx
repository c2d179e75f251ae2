import type { OverviewView } from '@sampan/api';
import { Mark } from '../../shared/index.ts';
import { countText, figure } from '../figure.ts';
import { reasonOf } from '../reasons.ts';
import { minorOf, percentOf } from '../share.ts';
import { useSay } from '../words/use-say.ts';

const brands = { ALIPAYHK: 'ferry', ALIPAYCN: 'lantern' } as const;
/** So many reasons are shown; the others are summed up. */
const reasonsShown = 6;

interface Told {
  readonly overview: OverviewView;
}

/** Which wallets paid, and for which reasons requests were refused. */
export function WalletsAndReasons({ overview }: Told) {
  return (
    <section className="card pad halves">
      <Wallets overview={overview} />
      <Reasons overview={overview} />
    </section>
  );
}

function Wallets({ overview: { wallets, currency } }: Told) {
  const { say } = useSay();
  const minors = wallets.map(({ amount }) => minorOf(amount, currency) ?? 0n);
  const whole = minors.reduce((sum, each) => sum + each, 0n);
  const shares = minors.map((minor) => percentOf(minor, whole) ?? '0.0');
  if (whole === 0n) {
    return (
      <div>
        <h2>{say('plot.wallets')}</h2>
        <p className="muted">{say('figure.noneBegun')}</p>
      </div>
    );
  }
  const starts = shares.map((_, index) =>
    shares.slice(0, index).reduce((sum, share) => sum + Number(share), 0),
  );
  return (
    <div>
      <div className="head-line">
        <h2>{say('plot.wallets')}</h2>
        <span className="cap">{currency}</span>
      </div>
      <svg className="shares" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        {wallets.map(({ inst }, index) => (
          <rect
            key={inst}
            data-brand={brands[inst]}
            x={starts[index]}
            width={Math.max(0, Number(shares[index]) - (index < wallets.length - 1 ? 0.7 : 0))}
            height="12"
          />
        ))}
      </svg>
      <ul className="wallets">
        {wallets.map(({ inst, amount }, index) => (
          <li key={inst}>
            <i className="brand-mark" data-brand={brands[inst]} aria-hidden="true">
              <Mark name={brands[inst]} size={18} />
            </i>
            <span className="line-1">
              {say(`wallet.${inst}`)} <span className="mono faint">{inst}</span>
            </span>
            <b className="num">{figure(amount)}</b>
            <span className="num muted">{shares[index]} %</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Reasons({ overview: { refusals } }: Told) {
  const { say } = useSay();
  const all = refusals.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...refusals.map(({ count }) => count));
  const shown = refusals.slice(0, reasonsShown);
  const others = all - shown.reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      <div className="head-line">
        <h2>{say('plot.reasons')}</h2>
        {all > 0 && <span className="cap num">{say('plot.reasonsAll', { count: all })}</span>}
      </div>
      {all === 0 && <p className="muted">{say('plot.noReasons')}</p>}
      <ul className="reasons">
        {shown.map(({ code, count }) => {
          const words = reasonOf(code);
          return (
            <li key={code}>
              <span className="what">
                {words && <span>{say(words)}</span>}
                <code>{code}</code>
              </span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(count / most) * 100} height="6" />
              </svg>
              <b className="num">{countText(count)}</b>
            </li>
          );
        })}
        {others > 0 && (
          <li>
            <span className="what">{say('plot.otherReasons')}</span>
            <span />
            <b className="num">{countText(others)}</b>
          </li>
        )}
      </ul>
    </div>
  );
}
