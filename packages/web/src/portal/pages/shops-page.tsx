import type { PortalShopView } from '@sampan/api';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Empty, ListRow, ShopAvatar, StatePill } from '../../shared/index.ts';
import { Answered } from '../parts/answered.tsx';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { Page } from '../parts/page.tsx';
import { ShopSheet } from '../parts/shop-sheet.tsx';
import { useShops } from '../queries/trades.ts';
import { useMay } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/shops');

const idOf = ({ merchantId, storeId }: PortalShopView): string => `${merchantId}/${storeId}`;

/** The partner's shops: which are registered, and what is missing of the others. */
export default function ShopsPage() {
  const { say } = useSay();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const shops = useShops();
  const mayChange = useMay('codes.change');
  const show = (next: string | undefined) => void navigate({ search: { open: next } });
  const shown = shops.data?.find((shop) => idOf(shop) === open);
  return (
    <Page
      title={say('nav.shops')}
      note={shops.data && say('shops.count', { count: shops.data.length })}
      actions={
        mayChange && (
          <Button kind="primary" size="desk" icon="plus" onClick={() => show('new')}>
            {say('shops.new')}
          </Button>
        )
      }
    >
      {!mayChange && <p className="lead">{say('shops.readOnly')}</p>}
      <section className="card" aria-label={say('nav.shops')}>
        <Answered of={shops} what={say('nav.shops')}>
          {(all) =>
            all.length === 0 ? (
              <Empty
                icon="shop"
                title={say('shops.none')}
                action={
                  mayChange && <Button onClick={() => show('new')}>{say('shops.new')}</Button>
                }
              >
                {say('shops.noneWhy')}
              </Empty>
            ) : (
              <Shops shops={all} onChange={mayChange ? (shop) => show(idOf(shop)) : undefined} />
            )
          }
        </Answered>
      </section>
      {mayChange && (open === 'new' || shown) && (
        <ShopSheet key={open} shop={shown} onClose={() => show(undefined)} />
      )}
    </Page>
  );
}

function Shops({
  shops,
  onChange,
}: {
  readonly shops: readonly PortalShopView[];
  readonly onChange: ((shop: PortalShopView) => void) | undefined;
}) {
  const { say } = useSay();
  const change = (shop: PortalShopView) =>
    onChange && (
      <Button size="desk" onClick={() => onChange(shop)}>
        {say(shop.registered ? 'shops.change' : 'shops.complete')}
      </Button>
    );
  const columns: readonly Column<PortalShopView>[] = [
    {
      head: say('shops.shop'),
      cell: (shop) => (
        <span className="shop-name">
          <ShopAvatar name={shop.storeName} size={32} />
          <span>
            <b>{shop.storeName}</b>
            <small>{shop.merchantName}</small>
          </span>
        </span>
      ),
    },
    {
      head: say('shops.ids'),
      cell: ({ merchantId, storeId }) => (
        <span className="two-lines num">
          {storeId}
          <small>{merchantId}</small>
        </span>
      ),
    },
    {
      head: say('shops.industry'),
      cell: ({ industry }) => <span className="num">{industry}</span>,
    },
    {
      head: say('shops.address'),
      isWide: true,
      cell: ({ address, country }) => [address, country].filter(Boolean).join(', ') || '–',
    },
    { head: say('shops.codes'), isFigure: true, cell: ({ codes }) => codes },
    { head: say('shops.state'), isWide: true, cell: (shop) => <Registered shop={shop} /> },
    { head: <span className="sr">{say('shops.change')}</span>, cell: change },
  ];
  return (
    <FigureTable
      label={say('nav.shops')}
      columns={columns}
      rows={shops}
      idOf={idOf}
      narrow={(shop) => (
        <ListRow
          avatar={<ShopAvatar name={shop.storeName} />}
          title={shop.storeName}
          sub={shop.registered ? <Registered shop={shop} /> : <Missing of={shop} />}
          end={change(shop) ?? say('shops.codesCount', { count: shop.codes })}
        />
      )}
    />
  );
}

function Registered({ shop }: { readonly shop: PortalShopView }) {
  const { say } = useSay();
  if (shop.registered) return <StatePill state="done">{say('shops.registered')}</StatePill>;
  return (
    <span className="missing">
      <StatePill state="refused">{say('shops.notRegistered')}</StatePill>
      <small>
        <Missing of={shop} />
      </small>
    </span>
  );
}

function Missing({ of: { missing } }: { readonly of: PortalShopView }) {
  const { say } = useSay();
  const fields = missing.map((field) => say(`shops.field.${field}`)).join(' · ');
  return say('shops.missing', { fields });
}
