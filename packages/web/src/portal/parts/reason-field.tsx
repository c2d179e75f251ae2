import { useId } from 'react';
import { Wrong } from '../../shared/index.ts';

/** A reason in a person's own words. */
export function ReasonField({
  label,
  hint,
  value,
  limit,
  wrong,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly limit: number;
  readonly wrong?: string | undefined;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className={wrong === undefined ? 'fld' : 'fld bad'}>
      <label htmlFor={id}>{label}</label>
      <div className="in">
        <textarea
          id={id}
          rows={2}
          maxLength={limit}
          value={value}
          aria-invalid={wrong !== undefined || undefined}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      {wrong === undefined ? (
        <p className="hint" id={`${id}-note`}>
          {hint}
        </p>
      ) : (
        <Wrong id={`${id}-note`}>{wrong}</Wrong>
      )}
    </div>
  );
}
