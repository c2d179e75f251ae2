import { Amount, Banner, Button, Icon, machine, QrCode, Sheet } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { KeyButton } from '../frame/kbd.tsx';
import { maskedTail, walletName } from '../names.ts';
import { isThisMachine, receiptAddress } from '../print/print.ts';
import { type Printing, usePrinting } from '../print/use-printing.ts';
import { backToBasket, nextCustomer } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { clockSeconds, type OfPayment, useCurrency } from './shared.tsx';

const backAfterMs = 20_000;

/** Green: the money is here, and the page says who said so. */
export function Paid({ order, payment }: OfPayment) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  const currency = useCurrency();
  const printing = usePrinting(order.id);
  const [byQr, setByQr] = useState(false);
  const isPart = order.state === 'partPaid';
  const isOtherwise = payment.kind === 'cash' || payment.kind === 'card';
  const isBusy = printing.is === 'printing' || byQr;
  useEffect(() => {
    // Never earlier than the receipt, and never while a part is left to pay.
    if (isBusy || isPart) return undefined;
    return machine.after(backAfterMs, nextCustomer);
  }, [isBusy, isPart]);
  const wallet = walletName(till, payment.wallet, language);
  return (
    <main className="card st paid-st">
      <div className="green" role="status">
        <span className="big-tick" aria-hidden="true">
          <Icon name="tick" size={88} weight={2.4} />
        </span>
        <div>
          <h1>{say(isPart ? 'paid.part' : 'paid.title')}</h1>
          <Amount value={payment.amount} currency={currency} size={72} />
          {isPart && <p>{say('paid.left', { amount: `${currency} ${order.totals.due}` })}</p>}
          {payment.change !== undefined && payment.change !== '0.00' && (
            <p>{say('paid.change', { amount: `${currency} ${payment.change}` })}</p>
          )}
        </div>
      </div>
      <dl className="facts">
        {isOtherwise ? (
          <Fact name={say('fact.how')}>
            {say(`row.${payment.kind === 'cash' ? 'cash' : 'card'}`)}
          </Fact>
        ) : (
          <>
            <Fact name={say('fact.wallet')}>
              {wallet} <span className="faint">{payment.wallet}</span>
            </Fact>
            <Fact name={say('fact.customer')}>{maskedTail(payment.buyer) ?? '–'}</Fact>
          </>
        )}
        <Fact name={say('order')}>{order.number}</Fact>
        <Fact name={say('fact.time')}>
          {clockSeconds(payment.paidAt ?? payment.at)} <span className="faint">GMT+8</span>
        </Fact>
      </dl>
      {!isOtherwise && (
        <p className="proof">
          <Icon name="shield" size={18} weight={2} />
          {say('paid.proof')} {payment.tradeId !== undefined && <Trade id={payment.tradeId} />}
        </p>
      )}
      <PrinterBanner printing={printing} />
      <div className="acts three">
        <KeyButton
          kind="primary"
          size="big"
          icon="plus"
          hot="Enter"
          first
          onClick={isPart ? backToBasket : nextCustomer}
        >
          {say(isPart ? 'paid.goOn' : 'paid.next')}
        </KeyButton>
        <KeyButton
          size="big"
          icon="printer"
          hot="F5"
          busy={printing.is === 'printing'}
          onClick={printing.print}
        >
          {say(order.receipts > 0 ? 'paid.copy' : 'paid.print')}
        </KeyButton>
        <Button size="big" icon="qr" onClick={() => setByQr(true)}>
          {say('paid.qr')}
        </Button>
      </div>
      {byQr && (
        <Sheet title={say('paid.qr')} className="till-sheet" onClose={() => setByQr(false)}>
          <div className="sheet-body center">
            {isThisMachine(location.hostname) ? (
              <p>{say('paid.qrHere', { host: location.host })}</p>
            ) : (
              <>
                <span className="on-white">
                  <QrCode text={receiptAddress(order.id)} label={say('paid.qr')} room={240} />
                </span>
                <p className="muted">{say('paid.qrHow')}</p>
              </>
            )}
          </div>
        </Sheet>
      )}
    </main>
  );
}

function Trade({ id }: { readonly id: string }) {
  const { say } = useTillWords();
  return <span className="num">{say('paid.trade', { tail: id.slice(-8) })}</span>;
}

export function PrinterBanner({ printing }: { readonly printing: Printing }) {
  const { say } = useTillWords();
  if (printing.is !== 'silent') return null;
  return (
    <div className="printer-banner">
      <Banner
        tone="refused"
        icon="printer"
        title={say('printer.silent')}
        actions={<Button onClick={printing.print}>{say('printer.again')}</Button>}
      >
        {say('printer.silentWhat')}
      </Banner>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
