import { CodeCard, TabBar, TopBar } from '../shared/index.ts';

const states = ['live', 'hidden', 'used', 'paused', 'spent'] as const;
const ignore = () => undefined;

/** Codes, and the bars of a page. */
export function CodeSections() {
  return (
    <section>
      <h2>Code card: live, hidden, used, paused, no network and none left; bars</h2>
      <div className="columns">
        {states.map((state) => (
          <div key={state} className="dark-surround narrow" id={`code-${state}`}>
            <CodeCard
              code="288412345678901234"
              state={state}
              seconds={38}
              of={60}
              onShow={ignore}
              onRenew={ignore}
            />
          </div>
        ))}
        <div className="card narrow">
          <TopBar title="Order" onBack={ignore} />
          <TabBar
            label="Main"
            tabs={[
              { href: '#home', icon: 'home', name: 'Home', here: true },
              { href: '#history', icon: 'list', name: 'History', here: false },
              { href: '#messages', icon: 'bell', name: 'Messages', here: false },
              { href: '#me', icon: 'person', name: 'Me', here: false },
            ]}
          />
        </div>
      </div>
    </section>
  );
}
