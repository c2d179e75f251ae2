import type { Scenario } from '@sampan/api';
import { Button, Choice, IconButton } from '../../shared/index.ts';
import { type Condition, conditionsOf, testKinds, withConditions } from '../scenario-draft.ts';
import { serviceNames, shortName } from '../services.ts';
import { useSay } from '../words/use-say.ts';

/** Which requests are meant: rows of field, test and value, all of which must hold. */
export function ConditionRows({
  draft,
  isFixed,
  onChange,
}: {
  readonly draft: Scenario;
  readonly isFixed: boolean;
  readonly onChange: (draft: Scenario) => void;
}) {
  const { say } = useSay();
  const conditions = conditionsOf(draft.when.fields);
  const change = (next: readonly Condition[]) => onChange(withConditions(draft, next));
  const changeOne = (at: number, change_: Partial<Condition>) =>
    change(conditions.map((each, index) => (index === at ? { ...each, ...change_ } : each)));
  return (
    <fieldset className="conditions" disabled={isFixed}>
      <legend className="unseen">{say('scene.when')}</legend>
      <ServiceChoice draft={draft} onChange={onChange} />
      {conditions.map(({ field, kind, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place
        <div key={index} className="condition">
          <input
            className="mono"
            aria-label={say('scene.field')}
            value={field}
            spellCheck={false}
            onChange={({ target }) => changeOne(index, { field: target.value })}
          />
          <Choice
            label={say('scene.test')}
            value={kind}
            onChoose={(next) =>
              changeOne(index, { kind: testKinds.find((each) => each === next) ?? 'equals' })
            }
          >
            {testKinds.map((each) => (
              <option key={each} value={each}>
                {say(`test.${each}`)}
              </option>
            ))}
          </Choice>
          <input
            className="mono"
            aria-label={say('one.value')}
            value={value}
            spellCheck={false}
            onChange={({ target }) => changeOne(index, { value: target.value })}
          />
          <IconButton
            icon="cross"
            label={say('scene.removeCondition', { field })}
            onClick={() => change(conditions.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div>
        <Button
          kind="quiet"
          size="desk"
          icon="plus"
          disabled={isFixed || conditions.some(({ field }) => field === '')}
          onClick={() => change([...conditions, { field: '', kind: 'equals', value: '' }])}
        >
          {say('scene.addCondition')}
        </Button>
      </div>
    </fieldset>
  );
}

/** A service, or every one. A list of services, and a notification, are of the text. */
function ServiceChoice({
  draft,
  onChange,
}: {
  readonly draft: Scenario;
  readonly onChange: (draft: Scenario) => void;
}) {
  const { say } = useSay();
  const { service, notification, ...rest } = draft.when;
  if (notification !== undefined) {
    return <p>{say('scene.ofNotification', { kind: notification })}</p>;
  }
  if (service !== undefined && typeof service !== 'string') {
    return <p className="mono">{service.map(shortName).join(', ')}</p>;
  }
  const isKnown = service === undefined || serviceNames.some((name) => name === service);
  return (
    <Choice
      label={say('build.service')}
      value={service ?? ''}
      onChoose={(next) =>
        onChange({ ...draft, when: next === '' ? rest : { service: next, ...rest } })
      }
    >
      <option value="">
        {say('build.service')}: {say('list.any')}
      </option>
      {!isKnown && <option value={service}>{service}</option>}
      {serviceNames.map((name) => (
        <option key={name} value={name}>
          {shortName(name)}
        </option>
      ))}
    </Choice>
  );
}
