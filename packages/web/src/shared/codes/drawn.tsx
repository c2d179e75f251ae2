/**
 * Codes on the screen. A module is a whole number of device pixels, so that no scanner meets a grey edge;
 * the quiet zone belongs to the picture.
 */
import { useSyncExternalStore } from 'react';
import { encode } from 'uqr';
import { code128 } from './code128.ts';

const quietBars = 10;
const quietQr = 4;

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** `width` in CSS pixels and the number of device pixels in one. */
function useScreen() {
  const width = useSyncExternalStore(onResize, () => document.documentElement.clientWidth);
  const ratio = useSyncExternalStore(onResize, () => window.devicePixelRatio);
  return { width, ratio };
}

/** The largest module in CSS pixels of which `modules` fit into `room`. */
function moduleOf(modules: number, room: number, ratio: number): number {
  return Math.max(1, Math.floor((room * ratio) / modules)) / ratio;
}

/** A payment code as Code 128. `room` is what the page has for it, by default the screen up to 430 px. */
export function Barcode({
  digits,
  label,
  height = 88,
  room,
}: {
  readonly digits: string;
  readonly label: string;
  readonly height?: number;
  readonly room?: number;
}) {
  const { width: screen, ratio } = useScreen();
  const { width, bars } = code128(digits);
  const whole = width + 2 * quietBars;
  const module = moduleOf(whole, room ?? Math.min(screen, 430), ratio);
  return (
    <svg
      className="code"
      role="img"
      aria-label={label}
      width={whole * module}
      height={height}
      viewBox={`0 0 ${whole} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${whole}v1H0z`} />
      <path
        fill="#000"
        d={bars.map(({ at, wide }) => `M${at + quietBars} 0h${wide}v1h-${wide}z`).join('')}
      />
    </svg>
  );
}

/** Any text as a QR code, `room` CSS pixels at most without its quiet zone. */
export function QrCode({
  text,
  label,
  room = 190,
}: {
  readonly text: string;
  readonly label: string;
  readonly room?: number;
}) {
  const { ratio } = useScreen();
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const whole = size + 2 * quietQr;
  const side = whole * moduleOf(size, room, ratio);
  return (
    <svg
      className="code"
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`-${quietQr} -${quietQr} ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M-${quietQr} -${quietQr}h${whole}v${whole}h-${whole}z`} />
      <path fill="#000" d={runsOf(data)} />
    </svg>
  );
}

/** The dark modules as one path, row by row. */
function runsOf(rows: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x + 1;
      while (row[end]) end++;
      runs.push(`M${x} ${y}h${end - x}v1h-${end - x}z`);
      x = end;
    }
  }
  return runs.join('');
}
