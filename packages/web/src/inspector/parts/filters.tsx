import { useState } from 'react';
import { Button, Choice, SearchField } from '../../shared/index.ts';
import { useCodes, usePartners } from '../queries.ts';
import type { ExchangePlace } from '../search.ts';
import { serviceNames, shortName } from '../services.ts';
import { useSay } from '../words/use-say.ts';

type Filters = Pick<ExchangePlace, 'text' | 'partner' | 'service' | 'show'>;

/** The search and, behind a button, the filters; each is in the address. */
export function FilterBar({
  place,
  onFilter,
}: {
  readonly place: ExchangePlace;
  readonly onFilter: (filters: Filters) => void;
}) {
  const { say } = useSay();
  const { partner, service, show } = place;
  const set = [partner, service, show].filter((each) => each !== undefined);
  const [isOpen, setOpen] = useState(set.length > 0);
  return (
    <div className="filters">
      <div className="line">
        <SearchField
          value={place.text ?? ''}
          label={say('list.search')}
          onChange={(text) => onFilter({ text: text || undefined })}
        />
        <Button
          size="desk"
          icon="filter"
          aria-expanded={isOpen}
          aria-controls="filters"
          className={set.length > 0 ? 'set' : ''}
          onClick={() => setOpen(!isOpen)}
        >
          {set.length === 0
            ? say('list.all')
            : show === 'refused'
              ? say('list.refused')
              : `${say('list.filter')} ${set.length}`}
        </Button>
      </div>
      <div className="more" id="filters" hidden={!isOpen}>
        <OutcomeFilter value={show} onChoose={(next) => onFilter({ show: next })} />
        <PartnerFilter value={partner} onChoose={(next) => onFilter({ partner: next })} />
        <Choice
          label={say('list.service')}
          value={service ?? ''}
          onChoose={(next) => onFilter({ service: next || undefined })}
        >
          <option value="">
            {say('list.service')}: {say('list.any')}
          </option>
          {serviceNames.map((name) => (
            <option key={name} value={name}>
              {shortName(name)}
            </option>
          ))}
        </Choice>
      </div>
    </div>
  );
}

interface One {
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
}

function OutcomeFilter({ value, onChoose }: One) {
  const { say } = useSay();
  const codes = useCodes().data ?? [];
  const known = new Set([
    'refused',
    'request',
    'notification',
    'download',
    ...codes.map(({ code }) => code),
  ]);
  return (
    <Choice
      label={say('list.outcome')}
      value={value ?? ''}
      onChoose={(next) => onChoose(next || undefined)}
    >
      <option value="">
        {say('list.outcome')}: {say('list.any')}
      </option>
      <option value="refused">{say('list.refused')}</option>
      {value !== undefined && !known.has(value) && <option value={value}>{value}</option>}
      <optgroup label={say('list.kinds')}>
        <option value="request">{say('list.request')}</option>
        <option value="notification">{say('list.notification')}</option>
        <option value="download">{say('list.download')}</option>
      </optgroup>
      {codes.length > 0 && (
        <optgroup label={say('list.codes')}>
          {codes.map(({ code, count }) => (
            <option key={code} value={code}>
              {code} · {count}
            </option>
          ))}
        </optgroup>
      )}
    </Choice>
  );
}

function PartnerFilter({ value, onChoose }: One) {
  const { say } = useSay();
  const partners = usePartners().data ?? [];
  return (
    <Choice
      label={say('list.partner')}
      value={value ?? ''}
      onChoose={(next) => onChoose(next || undefined)}
    >
      <option value="">
        {say('list.partner')}: {say('list.any')}
      </option>
      {partners.map(({ id, name }) => (
        <option key={id} value={id}>
          {id} {name}
        </option>
      ))}
    </Choice>
  );
}
