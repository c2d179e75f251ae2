import type { ReportView } from '@sampan/cashier/api';
import { parseAmount } from '@sampan/primitives';
import { Button, Failed, Field, Loading, Question, Sheet } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { isMoreThanZero } from '../charge/draft.ts';
import { NoticeLine } from '../charge/notice.tsx';
import { goTo } from '../frame/route.ts';
import { newId } from '../ids.system.ts';
import { asked } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { currencyOf } from '../store/state.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { PageFrame } from './page-frame.tsx';
import { Paper } from './paper.tsx';
import { useLoaded } from './use-loaded.ts';

const loadX = () => till('GET /shift/x');

/** The open shift: its X, cash in and out of the drawer, and the end of the day. */
export function ShiftPage() {
  const { say } = useTillWords();
  const { value, failed, reload } = useLoaded(loadX);
  const [cash, setCash] = useState<'in' | 'out'>();
  const [counts, setCounts] = useState(false);
  const openDrawer = () =>
    asked(() => till('POST /drawer', { body: { reason: say('shift.drawerReason') } }));
  return (
    <PageFrame title={say('shift.title')} over={say('shift.over')} wide>
      <div className="columns paper-first">
        {value ? (
          <Paper report={value} />
        ) : (
          <section className="card">
            {failed === undefined ? (
              <Loading what="X" onRetry={reload} />
            ) : (
              <Failed onRetry={reload} />
            )}
          </section>
        )}
        <div className="stack">
          <NoticeLine />
          <section className="card pad-in">
            <h2>{say('shift.drawer')}</h2>
            <div className="pair">
              <Button size="big" icon="plus" onClick={() => setCash('in')}>
                {say('shift.in')}
              </Button>
              <Button size="big" icon="bar" onClick={() => setCash('out')}>
                {say('shift.out')}
              </Button>
            </div>
            <Button icon="till" onClick={openDrawer}>
              {say('shift.openDrawer')}
            </Button>
          </section>
          <section className="card pad-in">
            <h2>{say('shift.end')}</h2>
            <p className="muted">{say('shift.endWhat')}</p>
            {value && value.stillUnknown.length > 0 && (
              <p className="warn">{say('shift.stillUnknown', { n: value.stillUnknown.length })}</p>
            )}
            <Button
              kind="primary"
              size="big"
              icon="cash"
              {...(!value && { disabled: true })}
              onClick={() => setCounts(true)}
            >
              {say('shift.count')}
            </Button>
          </section>
        </div>
      </div>
      {cash && (
        <CashSheet
          direction={cash}
          onClose={() => setCash(undefined)}
          onDone={() => {
            setCash(undefined);
            reload();
          }}
        />
      )}
      {counts && value && <CountSheet report={value} onClose={() => setCounts(false)} />}
    </PageFrame>
  );
}

function CashSheet({
  direction,
  onClose,
  onDone,
}: {
  readonly direction: 'in' | 'out';
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const [id] = useState(newId);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isMoreThanZero(amount, currency)) return setWrong(say('amount.wrong'));
    const body = { id, direction, amount, reason: reason.trim() || say(`shift.${direction}`) };
    if (await asked(() => till('POST /shift/cash', { body }))) onDone();
    else setWrong(say('notice.noAnswer'));
  };
  return (
    <Sheet title={say(`shift.${direction}`)} className="till-sheet" onClose={onClose}>
      <form className="sheet-body" onSubmit={send} noValidate>
        <Field
          size="phone"
          label={say('amount.label', { currency })}
          wrong={wrong}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={({ target }) => {
            setAmount(target.value.replace(',', '.'));
            setWrong(undefined);
          }}
        />
        <Field
          size="phone"
          label={say('reason')}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button type="submit" kind="primary" size="big" full>
          {say(`shift.${direction}`)}
        </Button>
      </form>
    </Sheet>
  );
}

/** Blind: each cashier counts before anyone sees what should be there. */
function CountSheet({
  report,
  onClose,
}: {
  readonly report: ReportView;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const own = useTill((state) => state.till?.session?.cashier);
  const listed = report.cashiers.map(({ cashierId, name }) => ({ id: cashierId, name }));
  const cashiers = listed.length > 0 || !own ? listed : [own];
  const [counted, setCounted] = useState<Readonly<Record<string, string>>>({});
  const [asks, setAsks] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const isGood = (id: string) => parseAmount(counted[id] ?? '', currency) !== undefined;
  const close = async () => {
    setAsks(false);
    const counts = cashiers.map(({ id }) => ({ cashierId: id, cash: counted[id] ?? '0' }));
    const done = await asked(async () => {
      const z = await till('POST /shift/close', { body: { id: report.shiftId, counts } });
      dispatch({ is: 'shift', shift: null });
      goTo('report', z.number);
    });
    if (!done) setWrong(say('notice.noAnswer'));
  };
  return (
    <Sheet title={say('shift.count')} className="till-sheet" onClose={onClose}>
      <form
        className="sheet-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = cashiers.find(({ id }) => !isGood(id));
          if (missing) setWrong(say('shift.countMissing', { name: missing.name }));
          else setAsks(true);
        }}
      >
        <p className="muted">{say('shift.countHow')}</p>
        {cashiers.map(({ id, name }, index) => (
          <Field
            key={id}
            size="phone"
            label={say('shift.countOf', { name, currency })}
            wrong={index === cashiers.length - 1 ? wrong : undefined}
            inputMode="decimal"
            autoComplete="off"
            value={counted[id] ?? ''}
            onChange={({ target }) => {
              setCounted({ ...counted, [id]: target.value.replace(',', '.') });
              setWrong(undefined);
            }}
          />
        ))}
        <Button type="submit" kind="primary" size="big" full>
          {say('shift.close')}
        </Button>
      </form>
      {asks && (
        <Question
          title={say('shift.closeAsk')}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button kind="primary" size="big" full onClick={close}>
                {say('shift.close')}
              </Button>
              <Button size="big" full onClick={() => setAsks(false)}>
                {say('shift.keepOpen')}
              </Button>
            </>
          }
        >
          <p>{say('shift.closeWhat')}</p>
        </Question>
      )}
    </Sheet>
  );
}
