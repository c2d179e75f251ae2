/** The till's own parts in every state; what wallet and till share is on the design page of the wallet. */
import { Button, Chip, languageNames, languages, Mark } from '@sampan/web/shared';
import { type ReactNode, useState } from 'react';
import { ChargePage } from '../charge/charge-page.tsx';
import type { DraftAction } from '../charge/draft.ts';
import { DisplayOf } from '../display/display-page.tsx';
import { NoServer } from '../frame/no-server.tsx';
import { Rail } from '../frame/rail.tsx';
import { useSettings } from '../frame/settings.tsx';
import { Strips } from '../frame/strips.tsx';
import { CheckedSteps } from '../more/connection-check.tsx';
import { DeskCodeCard } from '../more/desk-code.tsx';
import { Paper } from '../more/paper.tsx';
import { RefundForm } from '../more/refund-form.tsx';
import { ReportTable } from '../more/reports.tsx';
import { StageOf } from '../stage/stage-view.tsx';
import { stageIs } from '../store/state.ts';
import { dispatch } from '../store/store.ts';
import {
  checkExamples,
  deskExamples,
  displayExamples,
  paymentExamples,
  reportExample,
  zExamples,
} from './examples.ts';

const themes = ['system', 'light', 'dark'] as const;
const ignore = () => undefined;

const baskets: Readonly<Record<string, readonly DraftAction[]>> = {
  empty: [],
  amount: ['4', '6', '00'].map((key) => ({ is: 'key', key })),
  items: [
    { is: 'item', itemId: 'tea', price: '24.00' },
    { is: 'item', itemId: 'tea', price: '24.00' },
    { is: 'item', itemId: 'bun', price: '18.00' },
    { is: 'discount', part: { percent: '10' } },
    { is: 'tip', part: { amount: '5.00' } },
  ],
  'a part': [
    { is: 'item', itemId: 'set', price: '58.00' },
    { is: 'part', amount: '29.00' },
  ],
  'a large sum': [...'999999999'].map((key) => ({ is: 'key', key })),
};

function fill(name: string): void {
  dispatch({ is: 'newOrder', id: `design-${name}` });
  for (const change of baskets[name] ?? []) dispatch({ is: 'draft', change });
}

export function DesignPage() {
  const { language, setLanguage } = useSettings();
  const [theme, setTheme] = useState<(typeof themes)[number]>('system');
  const [basket, setBasket] = useState('empty');
  const [refunds, setRefunds] = useState<'small' | 'large'>();
  document.documentElement.dataset['theme'] = theme === 'system' ? '' : theme;
  return (
    <div className="till-design">
      <header>
        <Mark name="sampan" size={32} />
        <h1>Design of the till</h1>
        <div className="chips">
          {themes.map((each) => (
            <Chip key={each} on={each === theme} onPress={() => setTheme(each)}>
              {each}
            </Chip>
          ))}
        </div>
        <div className="chips">
          {languages.map((each) => (
            <Chip key={each} on={each === language} onPress={() => setLanguage(each)}>
              {languageNames[each]}
            </Chip>
          ))}
        </div>
      </header>
      <Part title="Amount, basket, keys">
        <div className="chips">
          {Object.keys(baskets).map((name) => (
            <Chip
              key={name}
              on={name === basket}
              onPress={() => {
                fill(name);
                setBasket(name);
              }}
            >
              {name}
            </Chip>
          ))}
        </div>
        <div className="stage counter">
          <ChargePage />
          <Rail />
        </div>
        <Strips />
      </Part>
      <Part title="What becomes of a payment">
        {Object.entries(paymentExamples).map(([name, { order, payment }]) => (
          <div key={name} className="one" id={name}>
            <StageOf is={stageIs(order, payment)} order={order} payment={payment} />
          </div>
        ))}
      </Part>
      <Part title="Refund">
        <div className="chips">
          <Button onClick={() => setRefunds('small')}>Alone</Button>
          <Button onClick={() => setRefunds('large')}>With a second person</Button>
        </div>
        {refunds && (
          <RefundForm
            {...paymentExamples[refunds === 'small' ? 'paid' : 'paidLong']}
            onClose={() => setRefunds(undefined)}
          />
        )}
      </Part>
      <Part title="Reports: file and payout">
        <div className="card table-card">
          <ReportTable items={zExamples} onDone={ignore} here="0146" />
        </div>
      </Part>
      <Part title="X and Z on paper">
        <div className="beside">
          <Paper report={reportExample} />
          <Paper report={{ ...reportExample, stillUnknown: [] }} number="0147" />
        </div>
      </Part>
      <Part title="The desk's code">
        <div className="beside">
          {Object.entries(deskExamples).map(([name, view]) => (
            <div key={name} className="stack">
              <p className="cap">{name}</p>
              <DeskCodeCard view={view} onChange={ignore} />
            </div>
          ))}
        </div>
      </Part>
      <Part title="Connection check">
        <div className="beside">
          {Object.entries(checkExamples).map(([name, found]) => (
            <div key={name} className="card pad-in">
              <CheckedSteps found={found} />
            </div>
          ))}
        </div>
      </Part>
      <Part title="No server">
        <div className="one">
          <NoServer />
        </div>
      </Part>
      <Part title="Customer display">
        {displayExamples.map((view) => (
          <div key={view.is} className="one">
            <DisplayOf view={view} state="there" />
          </div>
        ))}
        <div className="one">
          <DisplayOf view={undefined} state="notPaired" />
        </div>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
