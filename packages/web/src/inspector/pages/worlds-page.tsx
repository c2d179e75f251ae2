import type { NewWorldView, WorldView } from '@sampan/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Button,
  CopyId,
  Empty,
  Facts,
  Failed,
  Field,
  fullTime,
  Loading,
  Question,
  Toggle,
  Wrong,
} from '../../shared/index.ts';
import { asking, mainWorld, Refused } from '../api/client.ts';
import { useWorlds } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** The worlds of the sandbox: made, opened, dropped. */
export default function WorldsPage() {
  const { say } = useSay();
  const { data, error, isPending, refetch } = useWorlds();
  const [made, setMade] = useState<NewWorldView>();
  return (
    <main className="page">
      <h1>{say('worlds.title')}</h1>
      <p className="muted">{say('worlds.why')}</p>
      <div className="two">
        <section className="card ck">
          <CreateWorld onMade={setMade} />
        </section>
        {made && <Made world={made} />}
      </div>
      {isPending && <Loading what={say('worlds.title')} />}
      {error instanceof Refused && (
        <Empty title={say('worlds.unavailable', { why: error.message })} />
      )}
      {error && !(error instanceof Refused) && <Failed onRetry={() => void refetch()} />}
      {data?.length === 0 && <Empty title={say('worlds.none')} />}
      {data && data.length > 0 && (
        <ul className="card worlds">
          {data.map((world) => (
            <WorldRow key={world.world} world={world} />
          ))}
        </ul>
      )}
    </main>
  );
}

function WorldRow({ world: { world, gateway, calledAt } }: { readonly world: WorldView }) {
  const { say } = useSay();
  const [isAsked, setAsked] = useState(false);
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: () => asking(mainWorld)('DELETE /admin/worlds/:world', { params: { world } }),
    onSettled: () => {
      setAsked(false);
      return queries.invalidateQueries({ queryKey: ['worlds'] });
    },
  });
  return (
    <li>
      <div className="grow">
        <b>{world}</b>
        <p className="cap mono">{gateway}</p>
        <p className="cap num">
          {say('worlds.called')} {fullTime(calledAt)}
        </p>
        {drop.error && <Wrong>{say('worlds.refused', { why: drop.error.message })}</Wrong>}
      </div>
      <Link to="/" search={{ world }} className="btn desk">
        {say('worlds.open')}
      </Link>
      <Button size="desk" onClick={() => setAsked(true)}>
        {say('worlds.drop')}
      </Button>
      {isAsked && (
        <Question
          title={say('worlds.dropTitle', { world })}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="danger" busy={drop.isPending} onClick={() => drop.mutate()}>
                {say('worlds.drop')}
              </Button>
              <Button onClick={() => setAsked(false)}>{say('worlds.keep')}</Button>
            </>
          }
        >
          <p className="muted">{say('worlds.dropWhy')}</p>
        </Question>
      )}
    </li>
  );
}

type Contract = 'both' | 'hk' | 'global';

function CreateWorld({ onMade }: { readonly onMade: (world: NewWorldView) => void }) {
  const { say } = useSay();
  const [name, setName] = useState('');
  const [contract, setContract] = useState<Contract>('both');
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      asking(mainWorld)('POST /admin/worlds', {
        body: { ...(name && { name }), ...(contract !== 'both' && { contract }) },
      }),
    onSuccess: (world) => {
      onMade(world);
      setName('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['worlds'] }),
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!create.isPending) create.mutate();
      }}
    >
      <Field
        label={say('worlds.name')}
        hint={say('worlds.nameHint')}
        wrong={create.error ? say('worlds.refused', { why: create.error.message }) : undefined}
        value={name}
        name="world"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <Toggle
        label={say('worlds.contract')}
        ways={[
          { id: 'both', name: say('worlds.both') },
          { id: 'hk', name: 'hk' },
          { id: 'global', name: 'global' },
        ]}
        value={contract}
        onChoose={setContract}
      />
      <div>
        <Button kind="primary" type="submit" busy={create.isPending}>
          {say('worlds.create')}
        </Button>
      </div>
    </form>
  );
}

/** What programs need of the new world. */
function Made({ world: { world, gateway, partners, wallets } }: { readonly world: NewWorldView }) {
  const { say } = useSay();
  const facts = [
    { name: say('worlds.gateway'), value: <CopyId id={gateway} /> },
    ...partners.flatMap(({ id, contract, md5Key }) => [
      { name: say('worlds.partner', { contract }), value: <CopyId id={id} /> },
      { name: say('worlds.key'), value: <CopyId id={md5Key} /> },
    ]),
    ...wallets.map(({ inst, loginId, pin }) => ({
      name: say('worlds.wallet', { inst }),
      value: `${loginId} · ${say('worlds.pin', { pin })}`,
    })),
  ];
  return (
    <section className="card ck" role="status">
      <h3>{say('worlds.made', { world })}</h3>
      <Facts facts={facts} />
      <Link to="/" search={{ world }} className="btn desk">
        {say('worlds.open')}
      </Link>
    </section>
  );
}
