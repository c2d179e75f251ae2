/** The key that presses a button, beside its words; a screen reader gets it from the button itself. */
export function Hot({ name }: { readonly name: string }) {
  return (
    <span className="hot" aria-hidden="true">
      <kbd>{name}</kbd>
    </span>
  );
}
