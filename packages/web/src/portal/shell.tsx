import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Banner, Icon, IconButton, Loading, Mark } from '../shared/index.ts';
import { type Entry, entries } from './pages.ts';
import { KeysSheet } from './parts/keys-sheet.tsx';
import { NoPermission } from './parts/no-permission.tsx';
import { useApprovals } from './queries/approvals.ts';
import { useOverview } from './queries/overview.ts';
import { useMay, useSession } from './session.ts';
import { useGoKeys } from './use-go-keys.ts';
import { useLeave } from './use-leave.ts';
import { useSay } from './words/use-say.ts';

const all = Object.values(entries).flat();

/** Every path begins with that of the first page. */
const isStart = (path: string): boolean => path === '/';

/** The side bar, which is a drawer on small screens, and beside it the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { say } = useSay();
  const { partner, permissions } = useSession();
  const [isOpen, setOpen] = useState(false);
  const keys = useGoKeys();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const entry: Entry | undefined = all.find(
    ({ to }) => path === to || (!isStart(to) && path.startsWith(`${to}/`)),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(() => setOpen(false), [path]);
  const missing =
    entry?.needs !== undefined && !permissions.includes(entry.needs) ? entry.needs : undefined;
  return (
    <div className="shell">
      <header className="bar">
        <Mark name="sampan" size={26} />
        <span className="grow">
          <b className="line-1">{partner.name}</b>
          <small className="num">PID {spaced(partner.id)}</small>
        </span>
        <IconButton
          icon="list"
          label={say('app.menu')}
          aria-expanded={isOpen}
          onClick={() => setOpen(true)}
        />
      </header>
      <aside className="side">
        <SideBar />
      </aside>
      {isOpen && <Drawer onClose={() => setOpen(false)} />}
      <div className="page">
        {partner.status === 'suspended' && (
          <Banner tone="refused" title={say('app.suspended', { partner: partner.name })}>
            {say('app.suspendedWhy')}
          </Banner>
        )}
        {entry && missing !== undefined ? (
          <NoPermission title={say(entry.words)} needs={missing} />
        ) : (
          <Suspense fallback={<Loading what={say('app.loading')} rows={6} />}>{children}</Suspense>
        )}
      </div>
      {keys.isListed && (
        <KeysSheet
          places={all.map(({ key, words }) => ({ key, name: say(words) }))}
          onClose={keys.close}
        />
      )}
    </div>
  );
}

/** `2088 0000 0000 0001` */
const spaced = (id: string): string => id.replace(/(?=(?:.{4})+$)/g, ' ').trim();

function Drawer({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className="drawer" aria-label={say('app.menu')} onCancel={onClose}>
      <IconButton icon="cross" label={say('common.close')} onClick={onClose} />
      <SideBar />
    </dialog>
  );
}

function SideBar() {
  const { say } = useSay();
  const { partner, name, role, sandbox } = useSession();
  const leave = useLeave();
  return (
    <>
      <p className="brandline">
        <Mark name="sampan" size={26} />
        {say('app.name')}
      </p>
      <p className="who">
        <b className="line-1">{partner.name}</b>
        <span className="num">PID {spaced(partner.id)}</span>
      </p>
      <nav aria-label={say('app.pages')}>
        <Group entries={entries.money} />
        <Group heading={say('section.shop')} entries={entries.shop} />
        <Group heading={say('section.integration')} entries={entries.integration} />
        <Group heading={say('section.account')} entries={entries.account} />
      </nav>
      <div className="foot">
        <p>
          <b className="line-1">{name}</b>
          {say(`role.${role}`)}
        </p>
        <button type="button" className="side-btn" onClick={leave}>
          <Icon name="leave" size={18} />
          {say('app.signOut')}
        </button>
        <p>
          {say('app.times')}
          <br />
          {say('app.contract', { contract: partner.contract, currency: partner.currency })}
          {sandbox && (
            <>
              <br />
              {say('app.sandbox')}
            </>
          )}
        </p>
      </div>
    </>
  );
}

function Group({
  heading,
  entries: group,
}: {
  readonly heading?: string;
  readonly entries: readonly (typeof all)[number][];
}) {
  const { say } = useSay();
  if (group.length === 0) return null;
  return (
    <>
      {heading !== undefined && <h2 className="sect">{heading}</h2>}
      <ul>
        {group.map(({ to, words, icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: isStart(to), includeSearch: false }}
              activeProps={{ className: 'on', 'aria-current': 'page' }}
            >
              <Icon name={icon} size={18} />
              {say(words)}
              <Count to={to} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How many things wait behind an entry. */
function Count({ to }: { readonly to: string }) {
  const mayReturn = useMay('money.return');
  const mayRead = useMay('trades.read');
  if (to === '/approvals' && mayReturn) return <ApprovalCount />;
  if (to === '/trades' && mayRead) return <AskingCount />;
  return null;
}

function ApprovalCount() {
  const approvals = useApprovals().data ?? [];
  return <Badge count={approvals.filter(({ state }) => state === 'waits').length} />;
}

function AskingCount() {
  return <Badge count={useOverview(undefined).data?.asking ?? 0} />;
}

function Badge({ count }: { readonly count: number }) {
  const { say } = useSay();
  if (count === 0) return null;
  return (
    <span className="count num">
      {count}
      <span className="sr"> {say('app.waiting')}</span>
    </span>
  );
}
