import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { epochMs, machine } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';

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
