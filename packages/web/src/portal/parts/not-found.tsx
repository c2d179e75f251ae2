import { Link } from '@tanstack/react-router';
import { Empty } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { Page } from './page.tsx';

/** The address names no page. */
export function NotFound() {
  const { say } = useSay();
  return (
    <Page title={say('app.name')}>
      <section className="card">
        <Empty
          icon="question"
          title={say('app.noPage')}
          action={
            <Link className="btn" to="/">
              {say('app.toStart')}
            </Link>
          }
        />
      </section>
    </Page>
  );
}
