import { useId } from 'react';

/** On is ink. `describedBy` names the line that says what it does, or why it is off. */
export function Switch({
  on,
  label,
  disabled = false,
  onChange,
  describedBy,
}: {
  readonly on: boolean;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
  readonly describedBy?: string;
}) {
  const id = useId();
  return (
    <button
      id={id}
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      disabled={disabled}
      onClick={() => onChange(!on)}
    >
      <i aria-hidden="true" />
    </button>
  );
}
