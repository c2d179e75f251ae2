import type { PartnerView } from '@sampan/api';
import { Link, useSearch } from '@tanstack/react-router';
import { Empty, Failed, Loading, StatePill } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { PartnerDetail } from '../parts/partner-detail.tsx';
import { Wide } from '../parts/wide.tsx';
import { usePages } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** All partners, or the one that the address names. */
export default function PartnersPage() {
  const { open } = useSearch({ from: '/partners' });
  return open === undefined ? <PartnerList /> : <PartnerDetail key={open} id={open} />;
}

function PartnerList() {
  const { say } = useSay();
  const list = usePages(['partners'], (after) => ask('GET /admin/partners', { query: { after } }));
  return (
    <Page title={say('nav.partners')}>
      <section className="card" aria-label={say('nav.partners')}>
        {list.isPending && <Loading what={say('nav.partners')} rows={6} />}
        {list.isError && <Failed onRetry={() => void list.refetch()} />}
        {list.isSuccess && list.items.length === 0 && (
          <Empty icon="people" title={say('partners.none')}>
            <code>sampan partner create</code>
          </Empty>
        )}
        {list.items.length > 0 && (
          <Wide>
            <table className="tbl">
              <thead>
                <tr>
                  <th scope="col">{say('partners.partner')}</th>
                  <th scope="col">{say('partners.state')}</th>
                  <th scope="col">{say('partners.contract')}</th>
                  <th scope="col">{say('partners.settlesIn')}</th>
                  <th scope="col" className="n">
                    {say('partners.fee')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((partner) => (
                  <tr key={partner.id}>
                    <th scope="row">
                      <Link to="/partners" search={{ open: partner.id }}>
                        {partner.name}
                      </Link>
                      <small className="num">{partner.id}</small>
                    </th>
                    <td>
                      <PartnerState status={partner.status} />
                    </td>
                    <td>{partner.contract}</td>
                    <td>{partner.currency}</td>
                    <td className="n num">{feeText(partner)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        <More list={list} />
      </section>
    </Page>
  );
}

const feeText = ({ feeRate }: PartnerView): string =>
  feeRate === undefined ? '–' : `${(Number(feeRate) * 100).toFixed(2)} %`;

function PartnerState({ status }: Pick<PartnerView, 'status'>) {
  const { say } = useSay();
  return (
    <StatePill state={status === 'active' ? 'done' : 'refused'}>
      {say(`partners.${status}`)}
    </StatePill>
  );
}
