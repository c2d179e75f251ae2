import { type IconName, icons, type MarkName, marks } from './icons.ts';

/** An icon beside words; it says nothing to a screen reader. */
export function Icon({
  name,
  size = 24,
  weight = 1.75,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly weight?: number;
}) {
  return <Stroke path={icons[name]} size={size} weight={weight} />;
}

/** A path on the grid of the icons. */
export function Stroke({
  path,
  size = 24,
  weight = 1.75,
}: {
  readonly path: string;
  readonly size?: number;
  readonly weight?: number;
}) {
  return (
    <svg
      className="i"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

/** The mark of the system or of a wallet. */
export function Mark({ name, size = 24 }: { readonly name: MarkName; readonly size?: number }) {
  const { fill, stroke } = marks[name];
  return (
    <svg
      className="i"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
    >
      <path d={fill} />
      {stroke && <path d={stroke} fill="none" stroke="currentColor" strokeWidth="1.3" />}
    </svg>
  );
}
