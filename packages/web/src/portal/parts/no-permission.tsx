import { type Permission, type Role, rolesWith } from '@sampan/api/client';
import { Empty } from '../../shared/index.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';
import { Page } from './page.tsx';

/** A page that this person's role may not see: who may, and who can change that. */
export function NoPermission({
  title,
  needs,
}: {
  readonly title: string;
  readonly needs: Permission;
}) {
  const { say } = useSay();
  const { role, partner } = useSession();
  const named = (each: Role) => say(`role.${each}`);
  return (
    <Page title={title}>
      <section className="card">
        <Empty icon="lock" title={say('none.title', { what: title })}>
          {say('none.roles', { roles: rolesWith(needs).map(named).join(' · '), role: named(role) })}{' '}
          {say('none.give', { partner: partner.name })}
        </Empty>
      </section>
    </Page>
  );
}
