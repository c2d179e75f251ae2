import type { ScenarioView } from '@sampan/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Wrong } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

/** A payment of one of these amounts misbehaves; all of them are shipped together. */
const amounts = 10;

/** Turns on the magic amounts; nothing once all are there. */
export function MagicAmounts({ list }: { readonly list: readonly ScenarioView[] }) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => ask('POST /admin/scenarios/magic'),
    onSettled: () => queries.invalidateQueries({ queryKey: [world, 'scenarios'] }),
  });
  if (list.filter(({ magic }) => magic).length >= amounts) return null;
  return (
    <footer className="list-foot">
      <Button size="desk" icon="bolt" busy={add.isPending} onClick={() => add.mutate()}>
        {say('scene.magicOn')}
      </Button>
      {add.error && <Wrong>{say('worlds.refused', { why: add.error.message })}</Wrong>}
    </footer>
  );
}
