import { useState } from 'react';
import { NoticeLine } from '../charge/notice.tsx';
import { AmountForm } from '../charge/sheets.tsx';
import { newId } from '../ids.system.ts';
import { asked } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { dispatch } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { goTo } from './route.ts';

/** A till takes money in a shift only; it begins with the cash in the drawer. */
export function OpenShift() {
  const { say } = useTillWords();
  const [id] = useState(newId);
  const start = async (float: string) => {
    await asked(async () => {
      dispatch({ is: 'shift', shift: await till('POST /shift/open', { body: { id, float } }) });
    });
  };
  return (
    <main className="sheetlike">
      <section className="card">
        <h1>{say('shift.open')}</h1>
        <p className="muted">{say('shift.openWhat')}</p>
        <AmountForm
          label={say('shift.float')}
          hint={say('shift.floatHint')}
          action={say('shift.openButton')}
          orZero
          first="0.00"
          onAmount={start}
        />
        <NoticeLine />
        <button type="button" className="link-btn" onClick={() => goTo('reports')}>
          {say('shift.reports')}
        </button>
      </section>
    </main>
  );
}
