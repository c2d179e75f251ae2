import type { ScenarioView } from '@sampan/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Empty, Failed, Loading } from '../../shared/index.ts';
import { AddScenario } from '../parts/add-scenario.tsx';
import { OneScenario } from '../parts/one-scenario.tsx';
import { usePlainRowKeys } from '../parts/use-plain-row-keys.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/scenarios');
const adding = 'new';

/** What the gateway of this world pretends: a list, and beside it one scenario or the form of a new one. */
export default function ScenariosPage() {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const show = (id: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, open: id }) });
  usePlainRowKeys('.srow', () => show(undefined));
  const list = useQuery({
    queryKey: [world, 'scenarios'],
    queryFn: async () => (await ask('GET /admin/scenarios')).scenarios,
    refetchInterval: 3_000,
  });
  const magic = useMutation({
    mutationFn: () => ask('POST /admin/scenarios/magic'),
    onSettled: () => queries.invalidateQueries({ queryKey: [world, 'scenarios'] }),
  });
  const shown = list.data?.find(({ id }) => id === open);
  return (
    <div className="cols narrow">
      <section className="lst" aria-label={say('scene.title')}>
        <div className="filters line">
          <h2 className="grow">{say('scene.title')}</h2>
          <Button size="desk" icon="plus" onClick={() => show(adding)}>
            {say('scene.new')}
          </Button>
        </div>
        <div className="scroll">
          {list.isPending && <Loading what={say('scene.title')} />}
          {list.isError && <Failed onRetry={() => void list.refetch()} />}
          {list.data?.length === 0 && (
            <Empty
              title={say('scene.none')}
              action={
                <Button busy={magic.isPending} onClick={() => magic.mutate()}>
                  {say('scene.magic')}
                </Button>
              }
            >
              {say('scene.noneWhy')}
            </Empty>
          )}
          <div className="plain-list">
            {list.data?.map((scenario) => (
              <Row
                key={scenario.id}
                scenario={scenario}
                isOpen={scenario.id === open}
                onOpen={() => show(scenario.id)}
              />
            ))}
          </div>
        </div>
      </section>
      <main className="det">
        {open === adding ? (
          <AddScenario onAdded={show} />
        ) : shown ? (
          <OneScenario key={shown.id} scenario={shown} onRemoved={() => show(undefined)} />
        ) : (
          <Empty title={say('scene.choose')} />
        )}
      </main>
    </div>
  );
}

function Row({
  scenario: { name, id, hits, magic, ended },
  isOpen,
  onOpen,
}: {
  readonly scenario: ScenarioView;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const { say } = useSay();
  return (
    <button
      type="button"
      className={isOpen ? 'srow sel' : 'srow'}
      aria-current={isOpen || undefined}
      onClick={onOpen}
    >
      <b className="mono line-1">{name || id}</b>
      <small className="num">
        {say('scene.hits', { count: hits })}
        {magic && ` · ${say('scene.isMagic')}`}
        {ended !== undefined && ` · ${say('scene.ended', { why: ended })}`}
      </small>
    </button>
  );
}
