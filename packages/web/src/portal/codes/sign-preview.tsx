import type { PortalCodeView } from '@sampan/api';
import { useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import {
  Button,
  Chip,
  Failed,
  Field,
  type Language,
  Loading,
  languageNames,
  languages,
  Toggle,
  Wrong,
} from '../../shared/index.ts';
import { useSentence } from '../parts/use-sentence.ts';
import { useTask } from '../parts/use-task.ts';
import { fetchSignPdf, type Paper, papers, type SignForm, useSign } from '../queries/shops.ts';
import { saveFile } from '../save-file.ts';
import { useSay } from '../words/use-say.ts';
import { sizeOf } from './sign-size.ts';

const mostCopies = 50;

/** The sign of a code as it will be printed, at its proportions, and how it is printed. */
export function SignPreview({ code }: { readonly code: PortalCodeView }) {
  const { say } = useSay();
  const sentence = useSentence();
  const [paper, setPaper] = useState<Paper>('A6');
  const [chosen, setChosen] = useState<readonly Language[]>(['zh-HK', 'en']);
  const [kind, setKind] = useState<SignForm['code']>('plain');
  const [copies, setCopies] = useState('1');
  const { isBusy, fault, run } = useTask();
  const form: SignForm = { paper, languages: chosen.join(','), code: kind };
  const sign = useSign(code.code, form);
  const picture = usePicture(sign.data);
  const size = sign.data === undefined ? undefined : sizeOf(sign.data);
  const count = /^[1-9]\d?$/.test(copies) ? Math.min(Number(copies), mostCopies) : undefined;
  const { storeName } = code.shop;
  const toggle = (language: Language) => {
    const without = chosen.filter((each) => each !== language);
    if (without.length < chosen.length) {
      if (without.length > 0) setChosen(without);
    } else setChosen(languages.filter((each) => each === language || chosen.includes(each)));
  };
  return (
    <section className="card sign" aria-label={say('codes.preview', { shop: storeName })}>
      <div className="card-head">
        <h2>{say('codes.preview', { shop: storeName })}</h2>
        <Toggle
          label={say('codes.paper')}
          value={paper}
          onChoose={setPaper}
          ways={papers.map((id) => ({ id, name: say(`codes.paper.${id}`) }))}
        />
      </div>
      <div className="sign-stage">
        {picture !== undefined && (
          <img
            className={`sign-paper ${paper}`}
            src={picture}
            alt={say('codes.previewOf', { shop: storeName })}
            aria-busy={sign.isPlaceholderData}
          />
        )}
        {sign.isPending && <Loading what={say('codes.sign')} onRetry={() => void sign.refetch()} />}
        {sign.isError && (
          <Failed onRetry={() => void sign.refetch()}>{sentence(sign.error)}</Failed>
        )}
      </div>
      <div className="sign-form">
        <div className="sign-row">
          <span id="sign-languages">{say('codes.languages')}</span>
          {/* biome-ignore lint/a11y/useSemanticElements: the name stands in a column of its own */}
          <div className="flex" role="group" aria-labelledby="sign-languages">
            {languages.map((each) => (
              <Chip key={each} on={chosen.includes(each)} onPress={() => toggle(each)}>
                <span lang={each}>{languageNames[each]}</span>
              </Chip>
            ))}
          </div>
        </div>
        <div className="sign-row">
          <span>{say('codes.code')}</span>
          <Toggle
            label={say('codes.code')}
            value={kind}
            onChoose={setKind}
            ways={[
              { id: 'plain', name: say('codes.plain') },
              { id: 'hkqr', name: 'HKQR' },
            ]}
          />
        </div>
        <p className="hint">{say(kind === 'hkqr' ? 'codes.hkqrWhy' : 'codes.plainWhy')}</p>
        <div className="sign-copies">
          <Field
            label={say('codes.copies')}
            inputMode="numeric"
            value={copies}
            wrong={count === undefined ? say('codes.copiesWrong', { most: mostCopies }) : undefined}
            onChange={({ target }) => setCopies(target.value.trim())}
          />
          {size && (
            <p className="muted num">
              {say(size.code === undefined ? 'codes.size' : 'codes.sizeCode', {
                ...size,
                code: size.code ?? '',
                far: size.far ?? '',
              })}
            </p>
          )}
        </div>
        {fault && <Wrong>{fault.text}</Wrong>}
        <Button
          kind="primary"
          full
          icon="printer"
          disabled={count === undefined || picture === undefined || sign.isPlaceholderData}
          onClick={() => window.print()}
        >
          {say('codes.printSigns', { count: count ?? 1 })}
        </Button>
        <Button
          full
          icon="download"
          busy={isBusy}
          onClick={() =>
            void run(async () =>
              saveFile(`${storeName} ${paper}.pdf`, await fetchSignPdf(code.code, form)),
            )
          }
        >
          {say('codes.pdf')}
        </Button>
        <p className="hint">{say('codes.printWhy')}</p>
      </div>
      {picture !== undefined &&
        createPortal(
          <div className="printed-signs" aria-hidden="true">
            {Array.from({ length: count ?? 1 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: copies have nothing but their place
              <img key={index} className={paper} src={picture} alt="" />
            ))}
          </div>,
          document.body,
        )}
    </section>
  );
}

/** The address of a drawing, for an image. */
function usePicture(svg: string | undefined): string | undefined {
  const picture = useMemo(
    () =>
      svg === undefined
        ? undefined
        : URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })),
    [svg],
  );
  useEffect(
    () => () => {
      if (picture !== undefined) URL.revokeObjectURL(picture);
    },
    [picture],
  );
  return picture;
}
