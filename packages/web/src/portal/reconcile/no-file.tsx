import { Banner, clockTime, dateText, dayOf } from '../../shared/index.ts';
import { useLanguage } from '../language.ts';
import type { FileKind } from '../places.ts';
import { useLateFiles } from '../queries/settlement.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

/** There is no file of the day: it comes later, or there is none at all. */
export function NoFile({ day, kind }: { readonly day: string; readonly kind: FileKind }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const { now } = useSession();
  const { data } = useLateFiles();
  const late = data?.find((each) => each.day === day && each.kind === kind);
  const named = { kind: say(`files.${kind}`), day: dateText(day, language) };
  if (!late) {
    return (
      <Banner tone="closed" icon="document" title={say('recon.noFile', named)}>
        {say(day >= dayOf(now) ? 'recon.noFileYet' : 'recon.noFileWhy')}
      </Banner>
    );
  }
  const time =
    dayOf(late.expectedAt) === dayOf(now)
      ? clockTime(late.expectedAt)
      : `${dateText(dayOf(late.expectedAt), language)} ${clockTime(late.expectedAt)}`;
  return (
    <Banner tone="closed" icon="clock" title={say('recon.late', named)}>
      {say('recon.lateWhen', { time })}
    </Banner>
  );
}
