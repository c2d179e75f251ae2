import type { WholeExchangeView } from '@sampan/api';
import { type ReactNode, useState } from 'react';
import { Toggle } from '../../shared/index.ts';
import { hexOf, latinText, sizeOf } from '../bytes.ts';
import { useSay } from '../words/use-say.ts';

const views = ['decoded', 'raw', 'hex'] as const;
type View = (typeof views)[number];

/** Request and reply side by side, decoded, as they were sent, or byte for byte. */
export function Messages({ exchange }: { readonly exchange: WholeExchangeView }) {
  const { say } = useSay();
  const [view, setView] = useState<View>('decoded');
  const { request, reply, kind, masked } = exchange;
  const isRequest = kind === 'request';
  return (
    <section className="messages" aria-label={say('bytes.view')}>
      <div className="flex">
        <Toggle
          label={say('bytes.view')}
          ways={views.map((id) => ({ id, name: say(`bytes.${id}`) }))}
          value={view}
          onChoose={setView}
        />
        {masked.length > 0 && <small className="muted">{say('bytes.masked')}</small>}
      </div>
      <div className="two">
        <Side
          title={say(isRequest ? 'bytes.request' : 'bytes.sent')}
          note={[request.method, request.contentType].filter(Boolean).join(' · ')}
          size={request.target.length + sizeOf(request.body)}
        >
          {view === 'decoded' ? (
            <Parameters exchange={exchange} />
          ) : (
            <pre className="bytes">
              {view === 'raw' && request.target}
              {view === 'raw' && request.body && '\n\n'}
              {request.body && (view === 'raw' ? latinText(request.body) : hexOf(request.body))}
              {view === 'hex' && !request.body && request.target}
            </pre>
          )}
        </Side>
        <Side
          title={say(isRequest ? 'bytes.reply' : 'bytes.answered')}
          note={reply ? [reply.status, reply.contentType].filter(Boolean).join(' · ') : ''}
          size={sizeOf(reply?.body)}
        >
          {reply ? (
            <pre className="bytes">
              {view === 'decoded' && indented(reply.text)}
              {view === 'raw' && latinText(reply.body)}
              {view === 'hex' && hexOf(reply.body)}
            </pre>
          ) : (
            <p className="muted">{say('bytes.none')}</p>
          )}
        </Side>
      </div>
    </section>
  );
}

function Side({
  title,
  note,
  size,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly size: number;
  readonly children: ReactNode;
}) {
  const { say } = useSay();
  return (
    <section className="card ck side">
      <h3>{title}</h3>
      <p className="cap num">
        {say('bytes.size', { count: size })}
        {note && ` · ${note}`}
      </p>
      {children}
    </section>
  );
}

function Parameters({ exchange }: { readonly exchange: WholeExchangeView }) {
  const { say } = useSay();
  const { parameters, charset, signedString } = exchange;
  if (parameters.length === 0) return <p className="muted">{say('bytes.unreadable')}</p>;
  return (
    <>
      <dl className="params">
        {parameters.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice
          <div key={index}>
            <dt className="mono">{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      {signedString !== undefined && (
        <details>
          <summary>
            {say('bytes.signed')} · {charset}
          </summary>
          <pre className="bytes">{signedString}</pre>
        </details>
      )}
    </>
  );
}

/** Replies are XML on one line; each element on a line of its own is read more easily. */
function indented(text: string): string {
  if (!text.startsWith('<')) return text;
  let depth = 0;
  return text
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => {
      const isEnd = /^<\//.test(line);
      if (isEnd) depth -= 1;
      const shown = '  '.repeat(Math.max(0, depth)) + line;
      if (/^<[^/?!][^>]*[^/]>$/.test(line)) depth += 1;
      return shown;
    })
    .join('\n');
}
