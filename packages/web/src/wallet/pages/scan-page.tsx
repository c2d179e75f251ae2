import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import {
  Banner,
  Button,
  type CameraProblem,
  CameraView,
  Field,
  Icon,
  IconButton,
  readPicture,
  Sheet,
} from '../../shared/index.ts';
import { useRefusalSentence } from '../parts/refusal-panel.tsx';
import { type ScanState, useScan } from '../use-scan.ts';
import { useSay } from '../words/use-say.ts';

/** The camera, a picture, or pasted text: each leads to the page of the code. */
export default function ScanPage() {
  const { say } = useSay();
  const [, go] = useLocation();
  const { state, take, again } = useScan();
  const [problem, setProblem] = useState<CameraProblem | 'no-code'>();
  const [isPasting, setPasting] = useState(false);
  const picture = useRef<HTMLInputElement>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (!file) return;
    const text = await readPicture(file).catch(() => undefined);
    target.value = '';
    if (text === undefined) setProblem('no-code');
    else take(text);
  };
  const isLooking = state.step === 'looking';
  return (
    <div className="phone scan">
      <CameraView active={isLooking && !isPasting} onCode={take} onProblem={setProblem}>
        {(torch) => (
          <>
            <header className="topbar">
              <IconButton icon="cross" label={say('common.close')} onClick={() => go('/')} />
              <h1>{say('scan.title')}</h1>
              <span />
            </header>
            <main>
              {!isLooking ? (
                <Outcome state={state} onAgain={again} />
              ) : problem !== undefined ? (
                <Banner tone="refused" icon="scan" title={say(problemWords[problem])} />
              ) : (
                <>
                  <div className="frame" aria-hidden="true">
                    <i />
                    <i />
                    <i />
                    <i />
                  </div>
                  <p>{say('scan.why')}</p>
                </>
              )}
            </main>
            <footer>
              {torch ? (
                <button type="button" onClick={torch.toggle} aria-pressed={torch.isOn}>
                  <Icon name="torch" />
                  {say(torch.isOn ? 'scan.torchOff' : 'scan.torch')}
                </button>
              ) : (
                <span />
              )}
              <button type="button" className="main" onClick={() => picture.current?.click()}>
                <Icon name="picture" />
                {say('scan.picture')}
              </button>
              <button type="button" onClick={() => setPasting(true)}>
                <Icon name="document" />
                {say('scan.paste')}
              </button>
              <input
                ref={picture}
                type="file"
                accept="image/*"
                className="sr"
                tabIndex={-1}
                aria-label={say('scan.picture')}
                onChange={(event) => void choose(event)}
              />
            </footer>
          </>
        )}
      </CameraView>
      {isPasting && (
        <PasteSheet
          onClose={() => setPasting(false)}
          onText={(text) => {
            setPasting(false);
            take(text);
          }}
        />
      )}
    </div>
  );
}

const problemWords = {
  refused: 'scan.refused',
  insecure: 'scan.insecure',
  none: 'scan.none',
  busy: 'scan.busy',
  black: 'scan.black',
  nothing: 'scan.nothing',
  'no-code': 'scan.noCode',
} as const;

function Outcome({ state, onAgain }: { readonly state: ScanState; readonly onAgain: () => void }) {
  const { say } = useSay();
  const sentence = useRefusalSentence();
  if (state.step === 'reading' || state.step === 'looking')
    return <p role="status">{say('scan.reading')}</p>;
  const again = (
    <Button kind="primary" onClick={onAgain}>
      {say('scan.again')}
    </Button>
  );
  if (state.step === 'no-answer')
    return <Banner tone="refused" title={say('common.failed')} actions={again} />;
  if (state.step === 'refused')
    return <Banner tone="refused" title={sentence(state.error)} actions={again} />;
  return <Banner tone="refused" title={foreignSentence()} actions={again} />;

  function foreignSentence(): string {
    if (state.step !== 'foreign') return '';
    const { code, text } = state;
    if (code.kind === 'scheme') return say('scan.foreign', { scheme: code.scheme });
    if (code.kind === 'sign') return say('scan.sign', { schemes: code.schemes.join(' / ') });
    return say(foreignWords[code.kind], { text: text.slice(0, 80) });
  }
}

const foreignWords = {
  fps: 'scan.fps',
  'payment-code': 'scan.own',
  text: 'scan.notPayment',
  damaged: 'scan.damaged',
  'other-apps': 'scan.otherApps',
} as const;

function PasteSheet({
  onText,
  onClose,
}: {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') setEmpty(true);
    else onText(text);
  };
  return (
    <Sheet title={say('scan.pasteTitle')} onClose={onClose}>
      <form className="sheet-body" onSubmit={submit}>
        <Field
          size="phone"
          label={say('scan.pasteField')}
          name="code"
          value={text}
          autoComplete="off"
          wrong={isEmpty ? say('scan.pasteWrong') : undefined}
          onChange={({ target }) => setText(target.value)}
        />
        <Button kind="brand" size="big" full type="submit">
          {say('scan.pasteUse')}
        </Button>
      </form>
    </Sheet>
  );
}
