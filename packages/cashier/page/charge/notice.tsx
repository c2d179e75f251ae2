import { Icon } from '@sampan/web/shared';
import type { Notice } from '../store/state.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';

/** One sentence about what was just pressed or read; it stays until the next press. */
export function NoticeLine() {
  const notice = useTill((state) => state.notice);
  const text = useNoticeText(notice);
  return (
    <p className="notice" role="status">
      {text !== '' && (
        <>
          <Icon name="warning" size={18} weight={2} />
          <span>{text}</span>
        </>
      )}
    </p>
  );
}

export function useNoticeText(notice: Notice | undefined): string {
  const { say } = useTillWords();
  if (!notice) return '';
  switch (notice.is) {
    case 'amountFirst':
      return say(notice.hasCode ? 'notice.amountFirst' : 'notice.amountZero');
    case 'sameScan':
      return say('notice.sameScan', { number: notice.number });
    case 'unreadable':
      return say('notice.unreadable');
    case 'codeWaits':
      return say('notice.codeWaits');
    case 'itemUnknown':
      return say('notice.itemUnknown', { barcode: notice.barcode });
    case 'noAnswer':
      return say('notice.noAnswer');
    case 'refusedByTill':
      return whyNot(say, notice.code);
  }
}
