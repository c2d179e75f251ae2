import type { PartnerKeysView, PartnerView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  Banner,
  Button,
  dateText,
  dayOf,
  Facts,
  Failed,
  fullTime,
  Loading,
  ShopAvatar,
  StatePill,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { useSay } from '../words/use-say.ts';
import { Deed, useDeed } from './deed.tsx';
import { Page } from './page.tsx';
import { Wide } from './wide.tsx';

/** A partner's terms, keys without secrets, what it is owed, and whether it may take payments. */
export function PartnerDetail({ id }: { readonly id: string }) {
  const { say } = useSay();
  const params = { id };
  const partner = useQuery({
    queryKey: ['partner', id],
    queryFn: () => ask('GET /admin/partners/:id', { params }),
  });
  const title = partner.data?.name ?? say('partners.partner');
  return (
    <Page title={title} note={<PartnerNote id={id} />}>
      <p className="crumb">
        <Link to="/partners">{say('nav.partners')}</Link>
      </p>
      {partner.isPending && <Loading what={say('partners.partner')} rows={6} />}
      {partner.isError && (
        <Failed onRetry={() => void partner.refetch()}>{say('refused.partner')}</Failed>
      )}
      {partner.data && (
        <div className="two">
          <div className="stack">
            {partner.data.status === 'suspended' && (
              <Banner tone="refused" title={say('partners.isSuspended')}>
                {say('partners.isSuspendedWhat')}
              </Banner>
            )}
            <Terms partner={partner.data} />
            <Keys id={id} />
          </div>
          <div className="stack">
            <Owed partner={partner.data} />
            <MayMove partner={partner.data} />
          </div>
        </div>
      )}
    </Page>
  );
}

function PartnerNote({ id }: { readonly id: string }) {
  const { say } = useSay();
  return (
    <>
      PID {id} · {say('app.zone')}
    </>
  );
}

function Terms({ partner }: { readonly partner: PartnerView }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const { currency } = partner;
  const money = (value: string | undefined) =>
    value === undefined ? say('partners.noLimit') : `${currency} ${value}`;
  return (
    <section className="card" aria-labelledby="terms">
      <header className="card-head">
        <h2 id="terms">{say('partners.terms')}</h2>
        <ShopAvatar name={partner.name} size={32} />
      </header>
      <div className="pad">
        <Facts
          facts={[
            { name: say('partners.contract'), value: partner.contract },
            { name: say('partners.settlesIn'), value: currency },
            { name: say('partners.walletsTaken'), value: partner.accepts.join(', ') },
            { name: say('partners.feeRate'), value: partner.feeRate ?? '–' },
            { name: say('partners.settlesAfter'), value: `T+${partner.settlesAfter}` },
            { name: say('partners.minimum'), value: money(partner.settlementMinimum) },
            { name: say('partners.largest'), value: money(partner.paymentLimit) },
            { name: say('partners.dayLimit'), value: money(partner.dayLimit) },
            { name: say('partners.monthLimit'), value: money(partner.monthLimit) },
            {
              name: say('partners.refunds'),
              value: say('partners.refundDays', { days: partner.refundPeriod }),
            },
            {
              name: say('partners.since'),
              value: dateText(dayOf(partner.createdAt), language),
            },
          ]}
        />
      </div>
    </section>
  );
}

function Keys({ id }: { readonly id: string }) {
  const { say } = useSay();
  const keys = useQuery({
    queryKey: ['partner-keys', id],
    queryFn: () => ask('GET /admin/partners/:id/keys', { params: { id } }),
  });
  return (
    <section className="card" aria-labelledby="keys">
      <header className="card-head">
        <h2 id="keys">{say('keys.title')}</h2>
        <span className="zone">{say('keys.note')}</span>
      </header>
      {keys.isPending && <Loading what={say('keys.title')} rows={3} />}
      {keys.isError && <Failed onRetry={() => void keys.refetch()} />}
      {keys.data && <KeyTable keys={keys.data} />}
    </section>
  );
}

const keyStates = { current: 'done', overlapping: 'waiting', ended: 'closed' } as const;

function KeyTable({ keys: { keys } }: { readonly keys: PartnerKeysView }) {
  const { say } = useSay();
  return (
    <Wide>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{say('keys.kind')}</th>
            <th scope="col">{say('keys.print')}</th>
            <th scope="col">{say('keys.since')}</th>
            <th scope="col">{say('partners.state')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ kind, number, fingerprint, madeAt, validUntil, state }) => (
            <tr key={`${kind} ${number}`}>
              <th scope="row">
                {kind.toUpperCase()} {number}
              </th>
              <td className="mono">{fingerprint}</td>
              <td className="num">{fullTime(madeAt)}</td>
              <td>
                <StatePill state={keyStates[state]}>
                  {state === 'overlapping'
                    ? say('keys.ends', { time: fullTime(validUntil ?? madeAt) })
                    : say(`keys.${state}`)}
                </StatePill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Owed({ partner: { id } }: { readonly partner: PartnerView }) {
  const { say } = useSay();
  const account = useQuery({
    queryKey: ['account', 'of', id],
    queryFn: () => ask('GET /admin/accounts', { query: { kind: 'payable', prefix: id } }),
  });
  const held = account.data?.items ?? [];
  return (
    <section className="card" aria-labelledby="owed">
      <header className="card-head">
        <h2 id="owed">{say('partners.owed')}</h2>
      </header>
      <div className="pad">
        {account.isSuccess && held.length === 0 && (
          <p className="muted">{say('partners.nothing')}</p>
        )}
        <Facts
          facts={held.map((each) => ({
            name: each.currency,
            value: (
              <Link
                to="/ledger"
                search={{ currency: each.currency, kind: 'payable', account: each.account }}
                className="num"
              >
                {each.balance}
              </Link>
            ),
          }))}
        />
        <p className="faint">{say('partners.owedNote')}</p>
      </div>
    </section>
  );
}

function MayMove({ partner }: { readonly partner: PartnerView }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const deed = useDeed<'active' | 'suspended'>();
  const { id, name, status } = partner;
  const isActive = status === 'active';
  return (
    <section className="card" aria-labelledby="may">
      <header className="card-head">
        <h2 id="may">{say('partners.mayMove')}</h2>
        <StatePill state={isActive ? 'done' : 'refused'}>{say(`partners.${status}`)}</StatePill>
      </header>
      <div className="pad stack">
        <Button kind="danger" full onClick={() => deed.ask(isActive ? 'suspended' : 'active')}>
          {isActive ? say('partners.suspend') : say('partners.resume')}
        </Button>
        <p className="faint">
          {isActive ? say('partners.suspendWhat') : say('partners.resumeWhat')}
        </p>
      </div>
      {deed.about !== undefined && (
        <Deed
          title={say(isActive ? 'partners.suspendTitle' : 'partners.resumeTitle', { name })}
          what={isActive ? say('partners.suspendWhat') : say('partners.resumeWhat')}
          verb={isActive ? say('partners.suspendVerb') : say('partners.resumeVerb')}
          run={async () => {
            await ask('PATCH /admin/partners/:id', {
              params: { id },
              body: { status: isActive ? 'suspended' : 'active' },
            });
            await queries.invalidateQueries();
          }}
          onClose={deed.close}
        />
      )}
    </section>
  );
}
