import { useEffect, useState } from 'react';
import { Button, machine } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** Copies a text; says so for two seconds. */
export function CopyButton({
  text,
  kind = 'secondary',
}: {
  readonly text: string;
  readonly kind?: 'primary' | 'secondary';
}) {
  const { say } = useSay();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? machine.after(2_000, () => setCopied(false)) : undefined), [copied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Button kind={kind} size="desk" icon="copy" onClick={() => void copy()}>
      <span role="status">{say(copied ? 'one.copied' : 'one.copy')}</span>
    </Button>
  );
}
