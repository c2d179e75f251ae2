import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { dateText, dayOf, epochMs, fullTime, Icon, machine } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

const askAgainMs = 10_000;

/** Business time of the world: asked now and then, and counted on between. */
export function useBusinessTime(): string | undefined {
  const { world, ask } = useWorld();
  const { data } = useQuery({
    queryKey: [world, 'clock'],
    queryFn: async () => ({ now: (await ask('GET /admin/clock')).now, readAt: machine.now() }),
    refetchInterval: askAgainMs,
  });
  const [, tick] = useState(0);
  useEffect(() => machine.every(1_000, () => tick((count) => count + 1)), []);
  const at = epochMs(data?.now ?? '');
  if (!data || at === undefined) return undefined;
  return new Date(at + machine.now() - data.readAt).toISOString();
}

export function Clock() {
  const { say, language } = useSay();
  const now = useBusinessTime();
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
    </div>
  );
}

/** `26 Nov`, `11月26日` */
export const shortDay = (at: string, language: Parameters<typeof dateText>[1]): string =>
  dateText(dayOf(at), language).replace(/ \d{4}$|^\d{4}年/, '');
