import { type ReactNode, useEffect, useState } from 'react';
import { machine } from '../machine.system.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Icon } from './icon.tsx';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly strong?: boolean;
}

/** Names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="kv">
      {facts.map(({ name, value, strong }) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={`${name} value`} className={strong ? 'strong' : undefined}>
          {value}
        </dd>,
      ])}
    </dl>
  );
}

/** An id with a button that copies it. A payment code has none: it is never copied. */
export function CopyId({ id, shown = id }: { readonly id: string; readonly shown?: string }) {
  const { say } = useSharedWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? machine.after(2_000, () => setCopied(false)) : undefined), [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <span className="copy-id">
      <span className="num">{shown}</span>
      <button
        type="button"
        className="icon-btn"
        onClick={copy}
        aria-label={copied ? say('common.copied') : say('common.copy')}
      >
        {copied ? say('common.copied') : <Icon name="copy" size={18} />}
      </button>
      <span className="sr" role="status">
        {copied ? say('common.copied') : ''}
      </span>
    </span>
  );
}
