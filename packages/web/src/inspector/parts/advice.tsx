import type { PartnerAdviceView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { StateDot } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

type Item = PartnerAdviceView['advice'][number];

/** What will go wrong in production although the sandbox let it pass. */
export function Advice({ partner }: { readonly partner: string }) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const { data } = useQuery({
    queryKey: [world, 'advice', partner],
    queryFn: async () => (await ask('GET /admin/advice', { query: { partner } })).partners[0],
    refetchInterval: 10_000,
  });
  return (
    <section className="card group">
      <header>
        <h3>{say('board.advice')}</h3>
        {data && (
          <span className="cap num">
            {say('advice.kept', { kept: data.kept.length, untried: data.untried.length })}
          </span>
        )}
      </header>
      {!data && <p className="muted pad">{say('advice.noExchanges')}</p>}
      {data?.advice.length === 0 && (
        <p className="muted pad">{say('advice.none', { kept: data.kept.length })}</p>
      )}
      {data?.advice.map((item) => (
        <One key={item.rule} item={item} />
      ))}
    </section>
  );
}

function One({
  item: { rule, severity, title, why, todo, count, evidence },
}: {
  readonly item: Item;
}) {
  const { say } = useSay();
  return (
    <details className="advice">
      <summary>
        <StateDot state={severity === 'low' ? 'closed' : 'refused'} size={20} />
        <span className="grow">
          <b lang="en">{title}</b>
          <small>
            {say(`advice.${severity}`)} · {say('advice.count', { count })} ·{' '}
            <span className="mono">{rule}</span>
          </small>
        </span>
      </summary>
      <p lang="en">{why}</p>
      <p lang="en" className="strong">
        {todo}
      </p>
      <ul>
        {evidence.map(({ found, order, exchanges: [first] }) => (
          <li key={`${first} ${found}`}>
            <span lang="en">{found}</span>{' '}
            {first !== undefined && (
              <Link to="/" search={(old) => ({ world: old.world, id: first })} className="mono">
                {order ?? first}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
