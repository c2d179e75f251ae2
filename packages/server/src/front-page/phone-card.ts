/** The card that brings the wallet onto a phone: the code of its address, or what to start with so that there is one. */
import { encode } from 'uqr';

/** `api` is the public address of the wallet's API. */
export function phoneCard(api: string | undefined): string {
  if (api === undefined) return '';
  const page = api.replace(/api$/, '');
  const { hostname, protocol } = new URL(page);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  const said = isHere
    ? `<p>This server listens to this machine only. For a phone in the same network, start it with
<code>npm start -- --host 0.0.0.0</code>; then a code to scan is shown here. With several networks, say the address with
<code>--public-url http://ADDRESS:8700</code>.</p>`
    : `${codeOf(page)}<p>Scan it with the phone’s camera.${
        protocol === 'https:'
          ? ''
          : ' Codes, PIN and payments work as they are; the camera of the wallet needs an address with https, as a proxy in front of this port gives it. Without one, a picture or pasted text of a code does.'
      }</p>`;
  return `<div class="card phone"><h2>The wallet on a phone</h2>${said}</div>`;
}

/** Black on white, with four modules of quiet zone. */
function codeOf(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  const whole = size + 8;
  return (
    `<svg width="${whole * 5}" height="${whole * 5}" viewBox="-4 -4 ${whole} ${whole}" role="img" ` +
    `aria-label="QR code of the wallet" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h${whole}v${whole}h-${whole}z"/>` +
    `<path d="${dark.join('')}"/></svg>`
  );
}
