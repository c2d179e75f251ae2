import type { HealthView } from '@sampan/api';
import type { ReactNode } from 'react';
import { Banner, fullTime, Loading } from '../../shared/index.ts';
import { useHealth } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** Five figures; that the database does not answer says the banner of the page. */
export function Health() {
  const { say } = useSay();
  const health = useHealth();
  if (health.isPending) return <Loading what={say('jobs.title')} rows={2} />;
  return health.data ? <Figures health={health.data} /> : null;
}

function Figures({ health }: { readonly health: HealthView }) {
  const { say } = useSay();
  const { database, lanes, leader, commandsWaiting, notifications } = health;
  return (
    <>
      {!leader && (
        <Banner tone="refused" title={say('health.noLeader')}>
          {say('health.noLeaderWhat')}
        </Banner>
      )}
      <dl className="card figures">
        <Figure
          name={say('health.database')}
          note={say('health.asOf', { time: fullTime(health.asOf) })}
        >
          {say('health.ms', { ms: database.answeredMs })}
        </Figure>
        <Figure name={say('health.connections')} note={say('health.all')}>
          {say('health.of', { count: database.connections, most: database.connectionsMax })}
        </Figure>
        <Figure name={say('health.commands')} note={say('health.lanes', { count: lanes })}>
          {commandsWaiting}
        </Figure>
        <Figure
          name={say('health.notifications')}
          note={say('health.overdue', { count: notifications.due })}
        >
          {notifications.waiting}
        </Figure>
        <Figure name={say('health.leader')} note={say('health.leaderNote')}>
          {leader ? say('health.leads') : say('health.none')}
        </Figure>
      </dl>
    </>
  );
}

function Figure({
  name,
  note,
  children,
}: {
  readonly name: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">
        {children}
        <small>{note}</small>
      </dd>
    </div>
  );
}
