import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Refused } from '../api/client.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

/** By a duration, or to a time. */
export type Move = { readonly by: string } | { readonly to: string };

/** Moves the clock of the world; everything that is shown is asked again. */
export function useMove() {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const queries = useQueryClient();
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: (move: Move) =>
      'by' in move
        ? ask('POST /admin/clock/advance', { body: move })
        : ask('POST /admin/clock/set', { body: move }),
    onSettled: () => queries.invalidateQueries({ queryKey: [world] }),
  });
  const failure =
    error === null
      ? undefined
      : error instanceof Refused
        ? say('clock.failed', { why: error.message })
        : say('clock.noAnswer');
  return { move: mutate, isMoving: isPending, failure, now: data?.now, reset };
}
