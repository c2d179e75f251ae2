import { useState } from 'react';
import {
  Amount,
  Button,
  Chip,
  CountdownRing,
  Field,
  IconButton,
  icons,
  Keypad,
  Mark,
  Meter,
  PinSheet,
  Question,
  SearchField,
  SixDigits,
  Stroke,
  Switch,
} from '../shared/index.ts';

const ignore = () => undefined;

/** Buttons, fields, keys, sheets. */
export function ControlSections() {
  const [search, setSearch] = useState('128');
  const [on, setOn] = useState(true);
  const [amount, setAmount] = useState('');
  return (
    <>
      <section>
        <h2>Buttons</h2>
        <div className="card pad">
          <div className="wrap">
            <Button kind="primary">Primary</Button>
            <Button>Secondary</Button>
            <Button kind="quiet">Quiet</Button>
            <Button kind="danger">Freeze</Button>
            <Button kind="brand">Brand</Button>
            <Button kind="primary" className="focused">
              Focus
            </Button>
            <Button kind="primary" busy>
              Asking the gateway
            </Button>
            <Button offBecause="Only a supervisor may do this.">Off</Button>
            <Button size="desk" icon="renew">
              Desk
            </Button>
            <IconButton icon="bell" label="Messages, 2 unread" badge={2} />
          </div>
          <Button kind="brand" size="big" full>
            Big and full
          </Button>
          <div className="chips">
            <Chip on onPress={ignore}>
              All
            </Chip>
            <Chip on={false} onPress={ignore}>
              Payments
            </Chip>
          </div>
        </div>
      </section>
      <section>
        <h2>Fields: empty, filled, wrong, read-only, search; phone size</h2>
        <div className="columns">
          <div className="card pad">
            <Field label="Settlement address" hint="Begins with https://" />
            <Field label="Fee rate" defaultValue="0.6 %" wrong="Write 0.006 for 0.6 %." />
            <Field label="Partner" value="2088000000000016" readOnly />
            <SearchField label="Shop, amount or number" value={search} onChange={setSearch} />
          </div>
          <div className="card pad">
            <Field size="phone" label="Mobile number" defaultValue="5123 4567" inputMode="tel" />
            <SixDigits label="PIN" value="246" onChange={ignore} />
            <SixDigits label="PIN" value="24681" state="wrong" onChange={ignore} />
            <SixDigits label="PIN" value="246810" state="checking" onChange={ignore} />
            <SixDigits label="Code" kind="code" value="4711" onChange={ignore} />
          </div>
        </div>
      </section>
      <section>
        <h2>Switch, meter, countdown</h2>
        <div className="columns">
          <div className="card pad">
            <div className="wrap">
              <Switch on={on} label="Pause my codes" onChange={setOn} />
              <Switch on={false} label="Messages" onChange={ignore} />
              <Switch on disabled label="Payouts" onChange={ignore} />
              <CountdownRing seconds={38} of={60} />
              <CountdownRing seconds={9} of={60} size={56} />
              <CountdownRing seconds={0} of={60} size={96} />
            </div>
            <Meter words="84.50 used today" limit="of 5,000.00" share={0.017} />
            <Meter words="4,800.00 used today" limit="of 5,000.00" share={0.96} />
          </div>
          <div className="card">
            <p className="pad num">{amount || '0'}</p>
            <Keypad
              corner="."
              onKey={(key) =>
                setAmount((typed) => (key === 'erase' ? typed.slice(0, -1) : typed + key))
              }
            />
          </div>
        </div>
      </section>
      <section>
        <h2>Sheets</h2>
        <Sheets />
      </section>
      <section>
        <h2>Icons and marks</h2>
        <div className="card pad">
          <div className="wrap">
            {Object.entries(icons).map(([name, path]) => (
              <Stroke key={name} path={path} />
            ))}
          </div>
          <div className="wrap">
            <Mark name="sampan" size={40} />
            <Mark name="ferry" size={40} />
            <Mark name="lantern" size={40} />
          </div>
        </div>
      </section>
    </>
  );
}

function Sheets() {
  const [open, setOpen] = useState<'pin' | 'wrong' | 'checking' | 'question'>();
  const close = () => setOpen(undefined);
  return (
    <div className="wrap">
      <Button onClick={() => setOpen('pin')}>PIN</Button>
      <Button onClick={() => setOpen('wrong')}>Wrong PIN</Button>
      <Button onClick={() => setOpen('checking')}>Checking</Button>
      <Button onClick={() => setOpen('question')}>Question</Button>
      {open === 'question' && (
        <Question
          title="Leave without paying?"
          onClose={close}
          actions={
            <>
              <Button kind="primary" onClick={close}>
                Go on paying
              </Button>
              <Button onClick={close}>Leave</Button>
            </>
          }
        >
          <p className="muted">The order stays open until 12:07.</p>
        </Question>
      )}
      {open !== undefined && open !== 'question' && (
        <PinSheet
          title="Enter your PIN"
          checking={open === 'checking'}
          wrong={open === 'wrong' ? 'Wrong PIN. 2 tries left.' : undefined}
          onPin={close}
          onClose={close}
        >
          <span>Harbour Coffee 海傍咖啡</span>
          <Amount value="46.00" currency="HKD" size={36} />
          <small>from Balance, HKD 1,284.60</small>
        </PinSheet>
      )}
    </div>
  );
}
