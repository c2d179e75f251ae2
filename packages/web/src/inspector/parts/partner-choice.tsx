import { Choice } from '../../shared/index.ts';
import { usePartners } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** The partner that the address names, else the first one of the world. */
export function usePartnerOf(named: string | undefined) {
  const partners = usePartners();
  return {
    partner: named ?? partners.data?.[0]?.id,
    isNone: partners.data?.length === 0 && named === undefined,
  };
}

export function PartnerChoice({
  value,
  onChoose,
}: {
  readonly value: string | undefined;
  readonly onChoose: (partner: string) => void;
}) {
  const { say } = useSay();
  const partners = usePartners().data ?? [];
  return (
    <Choice label={say('board.partner')} value={value ?? ''} onChoose={onChoose}>
      {partners.map(({ id, name }) => (
        <option key={id} value={id}>
          {id} {name}
        </option>
      ))}
    </Choice>
  );
}
