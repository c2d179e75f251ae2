import {
  Amount,
  Button,
  CopyId,
  Empty,
  Facts,
  Failed,
  IconAvatar,
  ListRow,
  Loading,
  NestedRow,
  ShopAvatar,
  StateDot,
  StatePill,
  Timeline,
} from '../shared/index.ts';

const longName = '鯉魚門海味專門店（旺角花園街分店）Lei Yue Mun Dried Seafood';

/** Lists, facts, and what stands where nothing is. */
export function RowSections() {
  return (
    <>
      <section className="columns">
        <div>
          <h2>Rows: plain, needs me, with a refund inside, long name</h2>
          <ul className="card">
            <li>
              <ListRow
                avatar={<StateDot state="waiting" size={40} />}
                title="山邊花店 Peak Side Florist"
                sub="Waiting for you, 42 s"
                end={<Button kind="brand">Enter PIN</Button>}
              />
            </li>
            <li>
              <ListRow
                avatar={<ShopAvatar name="Harbour Coffee 海傍咖啡" />}
                title="Harbour Coffee 海傍咖啡"
                sub="Central · 12:04"
                end={<Amount value="46.00" currency="HKD" flow="out" />}
                href="#row"
              />
            </li>
            <li>
              <ListRow
                avatar={<ShopAvatar name={longName} />}
                title={longName}
                sub="Mong Kok · 18:47"
                end={
                  <>
                    <Amount value="128.00" currency="HKD" struck />
                    <StatePill state="closed" />
                  </>
                }
              />
            </li>
            <li>
              <ListRow
                avatar={<ShopAvatar name="Blue Kiln" />}
                title="Blue Kiln"
                sub="Sheung Wan · 16:20"
                end={
                  <>
                    <Amount value="268.00" currency="HKD" flow="out" />
                    <StatePill state="refund">Refunded in part</StatePill>
                  </>
                }
              />
              <NestedRow amount={<Amount value="68.00" currency="HKD" flow="in" withoutCurrency />}>
                Refund · today 10:31
              </NestedRow>
            </li>
            <li>
              <ListRow
                avatar={<IconAvatar icon="plus" />}
                title="Top-up"
                sub="09:02"
                end={<Amount value="500.00" currency="HKD" flow="in" />}
              />
            </li>
          </ul>
        </div>
        <div>
          <h2>Facts, timeline</h2>
          <div className="card pad">
            <Facts
              facts={[
                { name: 'Order amount', value: 'HKD 46.00', strong: true },
                { name: 'Rate', value: '1 HKD = 0.838800 CNY' },
                {
                  name: 'Trade',
                  value: <CopyId id="2026112600000000000003118464" shown="… 0311 8464" />,
                },
              ]}
            />
            <Timeline
              steps={[
                { id: '1', state: 'done', what: 'Order opened', when: at('12:03') },
                { id: '2', state: 'paid', what: 'Paid', sub: 'from Balance', when: at('12:04') },
                { id: '3', state: 'refund', what: 'HKD 10.00 returned', when: at('12:20') },
                { id: '4', state: 'next', what: 'Settled', sub: 'planned', when: at('15:30') },
              ]}
            />
          </div>
        </div>
      </section>
      <section>
        <h2>Loading, empty, failed</h2>
        <div className="columns">
          <div className="card">
            <Loading what="trades" />
          </div>
          <div className="card">
            <Empty title="No trades yet today">The first payment appears here by itself.</Empty>
          </div>
          <div className="card">
            <Failed onRetry={() => undefined} />
          </div>
          <div className="card">
            <Empty icon="lock" title="Not for your role">
              Keys are seen by owners and developers.
            </Empty>
          </div>
        </div>
      </section>
    </>
  );
}

const at = (text: string) => ({ text, iso: `2026-11-26T${text}:00+08:00` });
