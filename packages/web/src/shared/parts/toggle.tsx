/** A few ways of which one is on. */
export function Toggle<Way extends string>({
  label,
  ways,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly ways: readonly { readonly id: Way; readonly name: string }[];
  readonly value: Way;
  readonly onChoose: (way: Way) => void;
}) {
  return (
    <fieldset className="toggle">
      <legend className="sr">{label}</legend>
      {ways.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === value} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
