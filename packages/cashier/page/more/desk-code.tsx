import type { DeskCodeView } from '@sampan/cashier/api';
import {
  amountText,
  Banner,
  Button,
  Chip,
  Empty,
  Field,
  QrCode,
  Question,
  shopSign,
} from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { isMoreThanZero } from '../charge/draft.ts';
import { refusalCode, till } from '../store/api.ts';
import { currencyOf } from '../store/state.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';

type Code = NonNullable<DeskCodeView['code']>;

interface Parts {
  readonly view: DeskCodeView;
  readonly onChange: (view: DeskCodeView) => void;
}

/** The code itself; a supervisor makes it, chooses its fee, stops and deletes it. */
export function DeskCodeCard({ view, onChange }: Parts) {
  const { say } = useTillWords();
  const role = useTill((state) => state.till?.session?.cashier.role);
  const { busy, wrong, run } = useRunning(onChange);
  const { code } = view;
  return (
    <section className="card pad-in desk-code">
      {code ? (
        <ShownCode code={code} isDeaf={!view.hasNotifications} />
      ) : (
        <Empty
          icon="qr"
          title={say('desk.noCode')}
          action={
            <Button
              kind="primary"
              size="big"
              busy={busy}
              onClick={() => run(() => till('POST /desk-code', { body: {} }))}
            >
              {say('desk.make')}
            </Button>
          }
        >
          {say('desk.noCodeWhat')}
        </Empty>
      )}
      {code && role === 'supervisor' && <ForSupervisor code={code} busy={busy} run={run} />}
      {wrong !== undefined && (
        <p className="warn" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}

type Run = (call: () => Promise<DeskCodeView>) => Promise<void>;

function useRunning(onChange: Parts['onChange']) {
  const { say } = useTillWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const run: Run = async (call) => {
    if (busy) return;
    setBusy(true);
    try {
      onChange(await call());
      setWrong(undefined);
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, run };
}

function ShownCode({ code, isDeaf }: { readonly code: Code; readonly isDeaf: boolean }) {
  const { say, language } = useTillWords();
  const currency = useTill(currencyOf);
  const shop = useTill((state) => state.till?.shop);
  const [asSign, setAsSign] = useState(false);
  const sign =
    shop &&
    shopSign({
      ...{ url: code.qrCode, category: code.category, currency, name: shop.en },
      chineseName: language === 'zh-CN' ? shop.zhHans : shop.zhHant,
    });
  const isSign = asSign && sign !== undefined;
  return (
    <div className="center">
      {code.isStopped && (
        <Banner tone="refused" icon="warning" title={say('desk.stopped')}>
          {say('desk.stoppedWhat')}
        </Banner>
      )}
      <div className="desk-sign center">
        <p className="only-print shop-name">
          {shop?.en} {shop?.zhHant !== shop?.en && shop?.zhHant}
        </p>
        <span className="on-white">
          <QrCode text={isSign ? sign : code.qrCode} label={say('desk.title')} room={230} />
        </span>
        {isSign && <p className="small muted">HKQR · EMV</p>}
        <p>{say('desk.sign')}</p>
        {code.fee !== undefined && (
          <p className="muted">{say('desk.feeIs', { amount: amountText(code.fee, currency) })}</p>
        )}
      </div>
      {sign !== undefined && (
        <>
          <div className="chips">
            <Chip on={!isSign} onPress={() => setAsSign(false)}>
              {say('desk.plain')}
            </Chip>
            <Chip on={isSign} onPress={() => setAsSign(true)}>
              HKQR
            </Chip>
          </div>
          {isSign && <p className="muted small">{say('desk.hkqrWhat')}</p>}
        </>
      )}
      <Button icon="printer" full onClick={() => window.print()}>
        {say('desk.print')}
      </Button>
      {isDeaf && <p className="warn">{say('desk.deaf')}</p>}
    </div>
  );
}

function ForSupervisor({
  code,
  busy,
  run,
}: {
  readonly code: Code;
  readonly busy: boolean;
  readonly run: Run;
}) {
  const { say } = useTillWords();
  const [asks, setAsks] = useState(false);
  const change = (to: 'stop' | 'restart' | 'delete') =>
    run(() => till('POST /desk-code/:change', { params: { change: to } }));
  return (
    <>
      <FeeForm key={code.qrCode} code={code} busy={busy} run={run} />
      <Button full busy={busy} onClick={() => change(code.isStopped ? 'restart' : 'stop')}>
        {say(code.isStopped ? 'desk.restart' : 'desk.stop')}
      </Button>
      <Button full kind="quiet" busy={busy} onClick={() => setAsks(true)}>
        {say('desk.delete')}
      </Button>
      {asks && (
        <Question
          title={say('desk.deleteAsk')}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button
                kind="primary"
                size="big"
                full
                onClick={() => {
                  setAsks(false);
                  void change('delete');
                }}
              >
                {say('desk.delete')}
              </Button>
              <Button size="big" full onClick={() => setAsks(false)}>
                {say('desk.keep')}
              </Button>
            </>
          }
        >
          <p>{say('desk.deleteWhat')}</p>
        </Question>
      )}
    </>
  );
}

/** A shop has a code with a fee and one without; the gateway keeps both, the desk shows one. */
function FeeForm({
  code,
  busy,
  run,
}: {
  readonly code: Code;
  readonly busy: boolean;
  readonly run: Run;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const [withFee, setWithFee] = useState(code.fee !== undefined);
  const [fee, setFee] = useState(code.fee ?? '');
  const [wrong, setWrong] = useState<string>();
  const isOther = withFee !== (code.fee !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (withFee && !isMoreThanZero(fee, currency)) return setWrong(say('amount.wrong'));
    void run(() => till('POST /desk-code', { body: withFee ? { fee } : {} }));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <h2>{say('desk.kind')}</h2>
      <div className="chips">
        <Chip on={!withFee} onPress={() => setWithFee(false)}>
          {say('desk.free')}
        </Chip>
        <Chip on={withFee} onPress={() => setWithFee(true)}>
          {say('desk.withFee')}
        </Chip>
      </div>
      {withFee && isOther && (
        <Field
          size="phone"
          label={say('desk.fee', { currency })}
          hint={say('desk.feeWhat')}
          wrong={wrong}
          inputMode="decimal"
          autoComplete="off"
          value={fee}
          onChange={({ target }) => {
            setFee(target.value.replace(',', '.'));
            setWrong(undefined);
          }}
        />
      )}
      {isOther && (
        <Button type="submit" kind="primary" full busy={busy}>
          {say(withFee ? 'desk.useFee' : 'desk.useFree')}
        </Button>
      )}
    </form>
  );
}
