import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Choice, Empty, Toggle, Wrong } from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { type Parameter, ParameterFields } from '../parts/parameter-fields.tsx';
import { PartnerChoice, usePartnerOf } from '../parts/partner-choice.tsx';
import { templateOf } from '../request-templates.ts';
import { serviceNames, shortName } from '../services.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/build');

const mistakes = [
  'key-whitespace',
  'sign-type-signed',
  'unsorted',
  'values-url-encoded',
  'upper-case-digest',
] as const;
type Signature = 'right' | (typeof mistakes)[number];
type Method = 'GET' | 'POST';

/** Builds a request, signs it, rightly or wrongly, and sends it. The address has partner and service. */
export default function BuildPage() {
  const { say } = useSay();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const { partner, isNone } = usePartnerOf(place.partner);
  const service = serviceNames.find((name) => name === place.open) ?? serviceNames[0];
  if (isNone) return <Empty title={say('board.none')} />;
  if (partner === undefined) return null;
  return (
    <main className="page">
      <h1>{say('build.title')}</h1>
      <p className="muted">{say('build.why')}</p>
      <div className="moves">
        <PartnerChoice
          value={partner}
          onChoose={(next) => void navigate({ search: (old) => ({ ...old, partner: next }) })}
        />
        <Choice
          label={say('build.service')}
          value={service}
          onChoose={(next) => void navigate({ search: (old) => ({ ...old, open: next }) })}
        >
          {serviceNames.map((name) => (
            <option key={name} value={name}>
              {shortName(name)}
            </option>
          ))}
        </Choice>
      </div>
      <Builder key={`${partner} ${service}`} partner={partner} service={service} />
    </main>
  );
}

function Builder({
  partner,
  service,
}: {
  readonly partner: string;
  readonly service: (typeof serviceNames)[number];
}) {
  const { say } = useSay();
  const { ask } = useWorld();
  const [parameters, setParameters] = useState<readonly Parameter[]>(() =>
    templateOf(service, partner),
  );
  const [signature, setSignature] = useState<Signature>('right');
  const [method, setMethod] = useState<Method>('POST');
  const send = useMutation({
    mutationFn: () =>
      ask('POST /admin/requests', { body: { partner, parameters, method, signature } }),
  });
  return (
    <div className="two">
      <form
        className="card ck form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!send.isPending) send.mutate();
        }}
      >
        <h3>{say('build.parameters')}</h3>
        <ParameterFields parameters={parameters} onChange={setParameters} />
        <div className="moves">
          <Toggle
            label={say('build.method')}
            ways={[
              { id: 'POST', name: 'POST' },
              { id: 'GET', name: 'GET' },
            ]}
            value={method}
            onChoose={setMethod}
          />
          <Choice
            label={say('build.signature')}
            value={signature}
            onChoose={(next) => setSignature(mistakes.find((each) => each === next) ?? 'right')}
          >
            <option value="right">
              {say('build.signature')}: {say('build.right')}
            </option>
            {mistakes.map((each) => (
              <option key={each} value={each}>
                {say('build.wrong', { cause: each })}
              </option>
            ))}
          </Choice>
        </div>
        {send.error && (
          <Wrong>
            {send.error instanceof Refused
              ? say('one.notSent', { why: send.error.message })
              : say('one.noAnswer')}
          </Wrong>
        )}
        <div>
          <Button kind="primary" type="submit" busy={send.isPending}>
            {say('build.send')}
          </Button>
        </div>
      </form>
      <section className="card ck" aria-live="polite">
        {send.data ? (
          <>
            <h3>{say('build.signed')}</h3>
            <pre className="bytes">{send.data.signedString}</pre>
            <h3>{say('build.reply')}</h3>
            <pre className="bytes">{send.data.text.replace(/>\s*</g, '>\n<')}</pre>
            <Link
              to="/"
              search={(old) => ({ world: old.world, id: send.data.id })}
              className="btn desk"
            >
              {say('build.open')}
            </Link>
          </>
        ) : (
          <p className="muted">{say('build.nothing')}</p>
        )}
      </section>
    </div>
  );
}
