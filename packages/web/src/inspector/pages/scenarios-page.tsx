import type { ScenarioView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, classNames, Empty, Failed, Loading } from '../../shared/index.ts';
import { AddScenario } from '../parts/add-scenario.tsx';
import { MagicAmounts } from '../parts/magic-amounts.tsx';
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
  const show = (id: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, open: id }) });
  usePlainRowKeys('.srow', () => show(undefined));
  const list = useQuery({
    queryKey: [world, 'scenarios'],
    queryFn: async () => (await ask('GET /admin/scenarios')).scenarios,
    refetchInterval: 3_000,
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
            <Empty title={say('scene.none')}>{say('scene.noneWhy')}</Empty>
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
        {list.data && <MagicAmounts list={list.data} />}
      </section>
      <main className="det">
        {open === adding ? (
          <AddScenario onAdded={show} />
        ) : shown ? (
          <OneScenario key={shown.id} view={shown} list={list.data ?? []} onOpen={show} />
        ) : (
          <Empty title={say('scene.choose')} />
        )}
      </main>
    </div>
  );
}

function Row({
  scenario: { name, id, hits, magic, endedBy, scenario },
  isOpen,
  onOpen,
}: {
  readonly scenario: ScenarioView;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const { say } = useSay();
  const isActive = endedBy === undefined && scenario.off !== true;
  return (
    <button
      type="button"
      className={classNames('srow', isOpen && 'sel', !isActive && 'idle')}
      aria-current={isOpen || undefined}
      onClick={onOpen}
    >
      <b className="mono line-1">{name || id}</b>
      <small className="num">
        {say('scene.hits', { count: hits })}
        {magic && ` · ${say('scene.isMagic')}`}
        {scenario.off && ` · ${say('scene.off')}`}
      </small>
      {endedBy !== undefined && <small>{say(`scene.ended-${endedBy}`, { count: hits })}</small>}
    </button>
  );
}
