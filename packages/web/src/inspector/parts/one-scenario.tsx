import type { ScenarioView } from '@sampan/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, fullTime, Icon, Wrong } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { CopyButton } from './copy-button.tsx';

/** One scenario: what it has hit, what it has nearly hit, and its text. */
export function OneScenario({
  scenario: { id, name, scenario, exchanges, nearMisses, hits, ended, expiresAt },
  onRemoved,
}: {
  readonly scenario: ScenarioView;
  readonly onRemoved: () => void;
}) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ask('DELETE /admin/scenarios/:id', { params: { id } }),
    onSuccess: onRemoved,
    onSettled: () => queries.invalidateQueries({ queryKey: [world, 'scenarios'] }),
  });
  const text = JSON.stringify(scenario, null, 2);
  return (
    <>
      <header className="dh">
        <div className="grow">
          <p className="cap num">
            {say('scene.hits', { count: hits })}
            {expiresAt !== undefined && ` · ${say('scene.until', { time: fullTime(expiresAt) })}`}
          </p>
          <h1 className="mono">{name || id}</h1>
        </div>
        <div className="own-acts">
          <CopyButton text={text} />
          <Button size="desk" busy={remove.isPending} onClick={() => remove.mutate()}>
            {say('scene.remove')}
          </Button>
        </div>
      </header>
      {remove.error && <Wrong>{say('worlds.refused', { why: remove.error.message })}</Wrong>}
      {ended !== undefined && <p className="muted">{say('scene.ended', { why: ended })}</p>}
      <div className="two">
        <section className="card ck">
          <h3>{say('scene.text')}</h3>
          <pre className="bytes">{text}</pre>
        </section>
        <section className="card ck">
          {hits === 0 && nearMisses.length === 0 && <p className="muted">{say('scene.noHits')}</p>}
          {exchanges.length > 0 && (
            <>
              <h3>{say('scene.hitBy')}</h3>
              <ul>
                {exchanges.map((each) => (
                  <li key={each}>
                    <Link
                      to="/"
                      search={(old) => ({ world: old.world, id: each })}
                      className="mono"
                    >
                      {each}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
          {nearMisses.length > 0 && (
            <>
              <h3>{say('scene.near', { count: nearMisses.length })}</h3>
              <ul>
                {nearMisses.map(({ exchange, at, reason }) => (
                  <li key={`${exchange} ${reason}`}>
                    <Icon name="cross" size={16} weight={2} />
                    <span>
                      {say('scene.nearWhy', { reason })}{' '}
                      <Link to="/" search={(old) => ({ world: old.world, id: exchange })}>
                        <time dateTime={at}>{fullTime(at).slice(11)}</time>
                      </Link>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </>
  );
}
