import { Banner } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import type { Unreadable } from './messages.ts';
import type { Outcome } from './use-comparison.ts';

/** Why nothing was compared, with the line, the column and what stands there. */
export function Unread({ outcome }: { readonly outcome: Outcome }) {
  const { say } = useSay();
  if (outcome.is === 'ours') {
    return (
      <Banner tone="refused" title={say('recon.ours')}>
        {say('recon.oursWhy')}
      </Banner>
    );
  }
  if (outcome.is === 'failed') {
    return <Banner tone="refused" title={outcome.text} />;
  }
  if (outcome.is !== 'unreadable') return null;
  const { unreadable } = outcome;
  return (
    <Banner tone="refused" title={<Title of={unreadable} />}>
      {say('recon.notCompared')} {say(unreadable.in === 'file' ? 'recon.fileBroken' : 'recon.mend')}
    </Banner>
  );
}

function Title({ of: { in: side, line, reason, cell } }: { readonly of: Unreadable }) {
  const { say } = useSay();
  if (side === 'own-book' && cell) {
    const { column, place, text } = cell;
    return text === ''
      ? say('recon.cellEmpty', { line, place, what: say(`recon.meaning.${column}`) })
      : say(`recon.bad.${column}`, { line, place, text });
  }
  if (reason.startsWith('not UTF-8')) return say('recon.charset', { line });
  if (reason === 'the file is empty') return say('recon.empty');
  return say('recon.line', { line, reason });
}
