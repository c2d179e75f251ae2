import type { ExchangeView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import { fullTime } from '../../shared/index.ts';
import { shortName } from '../services.ts';
import { Outcome } from './outcome.tsx';
import { useTook } from './took.ts';

/** One exchange of the list; the whole row is a link. */
export function ExchangeRow({
  exchange,
  isOpen,
}: {
  readonly exchange: ExchangeView;
  readonly isOpen: boolean;
}) {
  const took = useTook();
  const { id, at, kind, service = kind, partner, order, notifyId } = exchange;
  const about = order ?? notifyId;
  const time = fullTime(at).slice(11);
  return (
    <Link
      to="/"
      search={(old) => ({ ...old, id })}
      className={isOpen ? 'xrow sel' : 'xrow'}
      aria-current={isOpen || undefined}
      data-id={id}
    >
      <time dateTime={at}>{time}</time>
      <span className="what">
        <b className="mono">{kind === 'request' ? shortName(service) : kind}</b>
        <small className="num line-1">
          {partner !== undefined && (
            <span className="pid">
              {shortId(partner)}
              {about !== undefined && ' · '}
            </span>
          )}
          {about}
        </small>
      </span>
      <span className="e">
        <Outcome exchange={exchange} />
        <small className="num">{took(exchange.tookMs)}</small>
      </span>
    </Link>
  );
}

/** `2088…0001` */
export const shortId = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`;
