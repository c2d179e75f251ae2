import { useState } from 'react';
import { dateText, dayOf, fullTime, Icon } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { ClockSheet } from './clock-sheet.tsx';
import { useBusinessTime } from './use-business-time.ts';
import { useMove } from './use-move.ts';

/** Business time of the world, and the moves that are wanted most. */
export function Clock() {
  const { say, language } = useSay();
  const now = useBusinessTime();
  const [isOpen, setOpen] = useState(false);
  const { move, isMoving, failure, reset } = useMove();
  return (
    <div className="clk">
      <span className="num now">
        <Icon name="clock" size={16} />
        {now ? (
          <time dateTime={now}>
            {shortDay(now, language)} {fullTime(now).slice(11)}
          </time>
        ) : (
          '–'
        )}
        <em>{say('app.zone')}</em>
      </span>
      <button
        type="button"
        className="quick"
        disabled={isMoving}
        onClick={() => move({ by: '1m' })}
      >
        {say('clock.minute')}
      </button>
      <button type="button" onClick={() => setOpen(true)}>
        {say(isMoving ? 'clock.moving' : 'clock.move')}
      </button>
      {(isOpen || failure !== undefined) && (
        <ClockSheet
          failed={failure}
          onClose={() => {
            setOpen(false);
            reset();
          }}
        />
      )}
    </div>
  );
}

/** `26 Nov`, `11月26日` */
export const shortDay = (at: string, language: Parameters<typeof dateText>[1]): string =>
  dateText(dayOf(at), language).replace(/ \d{4}$|^\d{4}年/, '');
