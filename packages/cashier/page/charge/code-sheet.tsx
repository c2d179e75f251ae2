import { Amount, Button, type CameraProblem, CameraView, Field, Sheet } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { walletName } from '../names.ts';
import { currencyOf } from '../store/state.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** The customer's code without a scanner: by the camera, or its digits, typed or pasted. */
export function CodeSheet({
  amount,
  onCode,
  onClose,
}: {
  readonly amount: string;
  /** False when it is no payment code. */
  readonly onCode: (code: string) => boolean;
  readonly onClose: () => void;
}) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  const wallets = (till?.wallets ?? [])
    .map(({ inst }) => walletName(till, inst, language))
    .join(', ');
  const currency = useTill(currencyOf);
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  // A phone has no scanner: its camera opens at once.
  const [camera, setCamera] = useState(() => matchMedia('(max-width: 699px)').matches);
  const [problem, setProblem] = useState<CameraProblem>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!onCode(text.replace(/\D/g, ''))) setIsWrong(true);
  };
  return (
    <Sheet title={say('charge.scan')} className="till-sheet" onClose={onClose}>
      <form className="sheet-body" onSubmit={send} noValidate>
        <p className="center">
          <Amount value={amount} currency={currency} size={44} />
        </p>
        {camera ? (
          <div className="camera">
            <CameraView
              active
              onCode={(found) => {
                if (!onCode(found.trim())) setIsWrong(true);
              }}
              onProblem={setProblem}
            >
              {(torch) =>
                torch && (
                  <Button icon="torch" aria-pressed={torch.isOn} onClick={torch.toggle}>
                    {say('camera.torch')}
                  </Button>
                )
              }
            </CameraView>
          </div>
        ) : (
          <p className="muted center">{say('code.listening')}</p>
        )}
        {problem && (
          <p className="warn" role="status">
            {say(`camera.${problem}`)}
          </p>
        )}
        <Button icon="scan" full onClick={() => setCamera(!camera)}>
          {say(camera ? 'camera.close' : 'camera.open')}
        </Button>
        <Field
          size="phone"
          label={say('code.digits')}
          hint={say('code.digitsHint')}
          wrong={isWrong ? say('code.wrong', { wallets }) : undefined}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setIsWrong(false);
          }}
        />
        <Button type="submit" kind="primary" size="big" full icon="scan">
          {say('code.take')}
        </Button>
      </form>
    </Sheet>
  );
}
