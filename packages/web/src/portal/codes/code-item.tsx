import type { PortalCodeView } from '@sampan/api';
import {
  amountText,
  Button,
  clockTime,
  dateText,
  dayOf,
  Icon,
  QrCode,
  ShopAvatar,
  StatePill,
} from '../../shared/index.ts';
import { useLanguage } from '../language.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

type Status = PortalCodeView['status'];

/** A code with its picture, its shop and its day; one that is stopped shows no picture. */
export function CodeItem({
  code,
  isChosen,
  mayChange,
  onPrint,
  onWant,
}: {
  readonly code: PortalCodeView;
  readonly isChosen: boolean;
  readonly mayChange: boolean;
  readonly onPrint: () => void;
  readonly onWant: (status: Status) => void;
}) {
  const { say } = useSay();
  const { shop, status } = code;
  return (
    <article
      className={isChosen ? 'card code-item on' : 'card code-item'}
      aria-label={shop.storeName}
    >
      {status === 'normal' ? (
        <span className="code-picture">
          <QrCode
            text={code.value}
            label={say('codes.picture', { shop: shop.storeName })}
            room={96}
          />
          <span className="mono">…{code.code.slice(-4)}</span>
        </span>
      ) : (
        <NoPicture code={code} />
      )}
      <div className="code-facts">
        <h2>{shop.storeName}</h2>
        <p className="line-1">
          <ShopAvatar name={shop.merchantName} size={20} />
          {shop.merchantName}
        </p>
        <StatePill state={status === 'normal' ? 'ok' : 'closed'}>
          {say(`codes.status.${status}`)}
        </StatePill>
        <Latest code={code} />
      </div>
      {status !== 'deleted' && (
        <div className="code-acts">
          {status === 'normal' && (
            <Button size="desk" icon="printer" aria-pressed={isChosen} onClick={onPrint}>
              {say('codes.print')}
            </Button>
          )}
          {mayChange && status === 'normal' && (
            <Button size="desk" icon="pause" onClick={() => onWant('stopped')}>
              {say('codes.stop')}
            </Button>
          )}
          {mayChange && status === 'stopped' && (
            <Button size="desk" onClick={() => onWant('normal')}>
              {say('codes.restart')}
            </Button>
          )}
          {mayChange && (
            <Button size="desk" onClick={() => onWant('deleted')}>
              {say('codes.delete')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function NoPicture({ code: { status, changedAt } }: { readonly code: PortalCodeView }) {
  const { say } = useSay();
  const { language } = useLanguage();
  return (
    <span className="no-picture">
      <Icon name={status === 'stopped' ? 'pause' : 'cross'} size={20} />
      <b>{say(`codes.status.${status}`)}</b>
      <span>{dateText(dayOf(changedAt), language)}</span>
    </span>
  );
}

/** What was paid to it last, or who stopped it and why. */
function Latest({ code }: { readonly code: PortalCodeView }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const { now } = useSession();
  const { status, changedBy, why, lastPaidAt, today, currency, channelFee } = code;
  if (status !== 'normal') {
    return (
      <p className="muted">
        {changedBy === undefined ? say('codes.byProgram') : say('codes.by', { name: changedBy })}
        {why !== undefined && <q>{why}</q>}
      </p>
    );
  }
  const isToday = lastPaidAt !== undefined && dayOf(lastPaidAt) === dayOf(now);
  const time =
    lastPaidAt &&
    (isToday
      ? clockTime(lastPaidAt)
      : `${dateText(dayOf(lastPaidAt), language)} ${clockTime(lastPaidAt)}`);
  return (
    <p className="muted num">
      {time === undefined ? say('codes.neverPaid') : say('codes.lastPaid', { time })}
      <span>
        {say('codes.today', {
          amount: amountText(today.amount, currency),
          count: today.payments,
        })}
      </span>
      {channelFee !== undefined && (
        <span>{say('codes.fee', { fee: feeText(channelFee, currency) })}</span>
      )}
    </p>
  );
}

/** A fee below one is a share of the amount. */
const feeText = (fee: string, currency: string): string =>
  /^0\.0*[1-9]/.test(fee) ? `${Number(fee) * 100} %` : amountText(fee, currency);
