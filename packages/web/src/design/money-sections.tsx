import {
  Amount,
  Banner,
  Button,
  StateDot,
  StatePill,
  StatusPanel,
  Strip,
} from '../shared/index.ts';

const states = ['paid', 'waiting', 'refused', 'unknown', 'closed', 'refund'] as const;
const steps = ['done', 'ok', 'next'] as const;

/** Amounts, states, panels. */
export function MoneySections() {
  return (
    <>
      <section>
        <h2>States of money: shape, glyph and word; and of steps</h2>
        <div className="tiles">
          {[...states, ...steps].map((state) => (
            <div key={state} className="card tile">
              <StateDot state={state} size={40} />
              <StatePill state={state} />
            </div>
          ))}
        </div>
      </section>
      <section>
        <h2>Amount: sizes, in, out, struck, hidden, long</h2>
        <div className="card pad">
          <div className="wrap">
            <Amount value="46.00" currency="HKD" size={72} />
            <Amount value="1284.60" currency="HKD" size={44} />
            <Amount value="38.58" currency="CNY" size={36} />
            <Amount value="5000" currency="JPY" size={28} />
            <Amount value="100000000.00" currency="HKD" size={20} />
          </div>
          <div className="wrap">
            <Amount value="268.00" currency="HKD" flow="out" />
            <Amount value="68.00" currency="HKD" flow="in" />
            <Amount value="128.00" currency="HKD" struck />
            <Amount value="1284.60" currency="HKD" hidden size={28} />
            <Amount value="46.00" currency="HKD" withoutCurrency />
          </div>
        </div>
      </section>
      <section>
        <h2>Banners</h2>
        <div className="columns">
          {states.map((tone) => (
            <Banner
              key={tone}
              tone={tone}
              title={`A banner for ${tone}`}
              actions={tone === 'unknown' && <Button>Ask again</Button>}
            >
              What happened to the money, in the same breath.
            </Banner>
          ))}
        </div>
      </section>
      <section>
        <h2>Strip: one, several, no server</h2>
        <Strip onOpen={() => undefined}>1 payment unknown: 0044 HKD 128.00 since 11:52</Strip>
        <Strip onOpen={() => undefined}>3 payments unknown</Strip>
        <Strip noServer>No connection to the till. Take no payment.</Strip>
      </section>
      <section>
        <h2>Status panel, phone size</h2>
        <div className="columns">
          {states.map((state) => (
            <StatusPanel
              key={state}
              state={state}
              title={`This payment is ${state}`}
              explained="One sentence that says what to do next."
              amount={<Amount value="46.00" currency="HKD" size={44} />}
              actions={
                <Button kind="primary" full>
                  The next step
                </Button>
              }
            />
          ))}
        </div>
      </section>
      <section>
        <h2>Status panel, till size</h2>
        <div className="columns">
          {(['paid', 'unknown'] as const).map((state) => (
            <StatusPanel
              key={state}
              size="till"
              state={state}
              title={state === 'paid' ? 'Paid, Ferry' : 'We do not know yet'}
              explained={state === 'paid' ? undefined : 'Do not hand over the goods.'}
              amount={<Amount value="46.00" currency="HKD" size={72} />}
              actions={<Button size="big">New order</Button>}
            />
          ))}
        </div>
      </section>
    </>
  );
}
