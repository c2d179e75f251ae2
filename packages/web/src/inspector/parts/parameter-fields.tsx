import { Button } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Parameters to be typed, each with its name and value. */
export function ParameterFields({
  parameters,
  onChange,
}: {
  readonly parameters: readonly Parameter[];
  readonly onChange: (parameters: readonly Parameter[]) => void;
}) {
  const { say } = useSay();
  const change = (at: number, next: Partial<Parameter>) =>
    onChange(parameters.map((each, index) => (index === at ? { ...each, ...next } : each)));
  return (
    <>
      <div className="param-fields">
        {parameters.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
          <div key={index}>
            <input
              className="mono"
              aria-label={say('one.name')}
              value={name}
              spellCheck={false}
              onChange={({ target }) => change(index, { name: target.value })}
            />
            <input
              className="mono"
              aria-label={name || say('one.value')}
              value={value}
              spellCheck={false}
              onChange={({ target }) => change(index, { value: target.value })}
            />
          </div>
        ))}
      </div>
      <Button
        kind="quiet"
        size="desk"
        icon="plus"
        onClick={() => onChange([...parameters, { name: '', value: '' }])}
      >
        {say('one.add')}
      </Button>
    </>
  );
}
