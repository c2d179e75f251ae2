/** The page at `/` of the public port: what runs here, and in a sandbox the first payment. */
import { createHash } from 'node:crypto';
import { phoneCard } from './phone-card.ts';
import { frontPageStyle } from './style.ts';

/** What the page tells, also as JSON. */
export interface FrontPage {
  readonly name: 'sampan';
  readonly mode: 'sandbox' | 'production';
  /** Where partners' programs call; absent without that role. */
  readonly gateway?: string;
  /** Where wallet apps call; absent without that role. */
  readonly wallet?: string;
  /** The page of partners' staff; absent without that role. */
  readonly portal?: string;
  /** What only a sandbox tells. */
  readonly sandbox?: SandboxPage;
}

export interface SandboxPage {
  /** Business time, GMT+8; absent while the database does not answer. */
  readonly now?: string;
  readonly operations?: string;
  /** The page that shows every exchange of this world. */
  readonly inspector?: string;
  /** The operator's page; of `main` only. */
  readonly console?: string;
  readonly sftp?: string;
  /** The page of the demo partner's till. */
  readonly till?: string;
  /** Absent without `--demo`. */
  readonly demo?: DemoPage;
}

export interface DemoPage {
  readonly partners: readonly {
    readonly id: string;
    readonly name: string;
    readonly terms: string;
  }[];
  readonly wallets: readonly {
    readonly inst: string;
    readonly loginId: string;
    readonly pin: string;
    readonly balance: string;
  }[];
  /** Who signs in at the till. */
  readonly cashiers: readonly { readonly name: string; readonly pin: string }[];
  /** The demo partner's people, who sign in to the portal. */
  readonly staff: readonly {
    readonly login: string;
    readonly password: string;
    readonly role: string;
  }[];
  /** A signed payment, to be pasted into a terminal. */
  readonly payment?: { readonly curl: readonly string[]; readonly expiresAt: string };
}

/** Nothing is loaded from anywhere, and no script runs. */
export const frontPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(frontPageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function frontPageHtml(page: FrontPage): string {
  const { mode, sandbox } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sampan</title>
<link rel="icon" href="data:,">
<style>${frontPageStyle}</style>
</head>
<body>
<div class="page">
<header>${icon(mark.sampan, 30)}<b>Sampan</b>${sandbox ? `<span class="mode">${mode}</span>` : ''}</header>
<main>
${sandbox ? sandboxMain(page, sandbox) : productionMain(page)}
</main>
</div>
</body>
</html>
`;
}

function productionMain({ gateway, wallet, portal }: FrontPage): string {
  const doors = [
    gateway && door('Gateway', 'For partners’ programs', gateway, mark.sampan),
    wallet && door('Ferry', 'Wallet, ALIPAYHK', wallet, mark.ferry, 'ferry'),
    wallet && door('Lantern', 'Wallet, ALIPAYCN', wallet, mark.lantern, 'lantern'),
    portal && portalDoor('For partners’ staff'),
  ];
  return `<section class="hero"><h1>In-store QR payments.</h1>
<p>A payment system answers here. This page has nothing to sign in to.</p></section>
<section class="doors">${doors.filter(Boolean).join('')}</section>`;
}

function sandboxMain({ gateway, wallet, portal }: FrontPage, sandbox: SandboxPage): string {
  const { demo, now, operations, inspector, console, sftp, till } = sandbox;
  const people = (demo?.wallets ?? []).map(({ inst, loginId, pin, balance }) =>
    inst === 'ALIPAYHK'
      ? door(
          'Ferry',
          `Demo wallet, ${inst}`,
          `${loginId} · PIN ${pin} · ${balance}`,
          mark.ferry,
          'ferry',
        )
      : door(
          'Lantern',
          `Demo wallet, ${inst}`,
          `${loginId} · PIN ${pin} · ${balance}`,
          mark.lantern,
          'lantern',
        ),
  );
  const shops = (demo?.partners ?? []).map(({ id, name, terms }) =>
    door(name, `Demo partner, ${terms}`, id, mark.shop),
  );
  const tills = till === undefined ? [] : [tillDoor(till, demo)];
  const portals = portal === undefined ? [] : [portalDoor(portalStaff(demo))];
  const inspectors = inspector === undefined ? [] : [inspectorDoor(inspector)];
  const consoles = console === undefined ? [] : [consoleDoor(console)];
  const doors = [...people, ...tills, ...portals, ...inspectors, ...consoles, ...shops];
  const running = [
    gateway && row('Gateway', gateway, 'GET and POST'),
    wallet && row('Wallet API', wallet),
    sftp && row('Files by SFTP', sftp),
    operations && row('Operations', operations, 'this machine only'),
    now === undefined
      ? `<div><dt>Database</dt><dd class="down">does not answer</dd></div>`
      : row('Clock', now, 'GMT+8, sandbox'),
  ];
  return `<section class="hero"><h1>In-store QR payments, running on this machine.</h1>
<p>A wallet to pay from, a partner to take the payment, and the gateway between them. It speaks the protocol
of AlipayHK, so a program written for the one works with the other.</p></section>
${doors.length > 0 ? `<section class="doors">${doors.join('')}</section>` : ''}
<section class="two">${firstPayment(sandbox)}
<div class="side"><div class="card run"><h2>Running</h2><dl>${running.filter(Boolean).join('')}</dl></div>
${phoneCard(wallet)}</div></section>`;
}

function firstPayment({ demo, now }: SandboxPage): string {
  const then = [
    '<code>npx sampan demo</code> plays every product and shows what is exchanged.',
    '<code>npx sampan --help</code> lists all commands, <code>README.md</code> explains a day.',
    'This page as JSON: <code>curl -H "Accept: application/json"</code> and its address.',
  ];
  const list = `<div class="then">${then.map((line) => `<p>${line}</p>`).join('')}</div>`;
  if (!demo?.payment) {
    const lead =
      now === undefined
        ? 'The database does not answer, so nothing can be paid now. Load this page again.'
        : demo
          ? 'No code could be made just now. Load this page again in a minute.'
          : 'There is no demo world here. Start with <code>--demo</code>, or make a partner and a wallet by hand.';
    return `<div class="card pay"><div><h2>The first payment</h2><p>${lead}</p></div>${list}</div>`;
  }
  const { curl } = demo.payment;
  const lines = curl.map((line) =>
    text(line).replace(/&#39;.*&#39;/, (quoted) => `<i>${quoted}</i>`),
  );
  return `<div class="card pay"><div><h2>The first payment</h2>
<p>Already signed. One click selects it all: copy it, and paste it into a terminal within a minute. Load this page again for a fresh one.</p></div>
<pre tabindex="0" aria-label="Command of the first payment">${lines.join(' \\\n  ')}</pre>${list}</div>`;
}

/** The door of a wallet leads to its page; the address is relative, as a proxy may add a path. */
function door(title: string, what: string, detail: string, sign: string, brand = ''): string {
  const inside = doorInside(title, what, detail, sign);
  if (brand === '') return `<div class="card door">${inside}</div>`;
  return `<a class="card door ${brand}" href="wallet/${brand}/">${inside}</a>`;
}

const doorInside = (title: string, what: string, detail: string, sign: string): string =>
  `<span class="sign">${icon(sign, 26)}</span><b>${text(title)}</b>` +
  `<span>${text(what)}</span><small>${text(detail)}</small>`;

/** Its port is its own, so the address is a whole one. */
function tillDoor(url: string, demo: DemoPage | undefined): string {
  const people = (demo?.cashiers ?? []).map(({ name, pin }) => `${name} · PIN ${pin}`).join(', ');
  const inside = doorInside('Till', 'Takes payments for the demo partner', people, mark.till);
  return `<a class="card door" href="${text(url)}">${inside}</a>`;
}

/** Its address is relative, as a wallet's is. */
function portalDoor(detail: string): string {
  const inside = doorInside('Portal', 'Trades, refunds and keys of a partner', detail, mark.portal);
  return `<a class="card door" href="portal/">${inside}</a>`;
}

/** The owner's log-in is enough to look around; `npm start` prints the others. */
function portalStaff(demo: DemoPage | undefined): string {
  const owner = demo?.staff.find(({ role }) => role === 'owner');
  return owner ? `${owner.login} · ${owner.password}` : 'for partners’ staff';
}

/** On the operations port, which only this machine reaches. */
function inspectorDoor(url: string): string {
  const inside = doorInside(
    'Inspector',
    'Every request, and why it was refused',
    'live · this machine only',
    mark.inspector,
  );
  return `<a class="card door" href="${text(url)}">${inside}</a>`;
}

/** On the operations port too. */
function consoleDoor(url: string): string {
  const inside = doorInside(
    'Console',
    'Ledger, jobs, partners and wallets, for the operator',
    'this machine only',
    mark.console,
  );
  return `<a class="card door" href="${text(url)}">${inside}</a>`;
}

const row = (name: string, value: string, note = ''): string =>
  `<div><dt>${text(name)}</dt><dd>${text(value)}${note ? `<small>${text(note)}</small>` : ''}</dd></div>`;

const icon = (paths: string, size: number): string =>
  `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">${paths}</svg>`;

const path = (...shapes: readonly string[]): string =>
  shapes.map((shape) => `<path d="${shape}"/>`).join('');

const mark = {
  sampan: path(
    'M11.5 2c5.2 1.4 8.2 5 8.2 10h-8.2z',
    'M9.5 5.2V12H4.8c.2-3 1.9-5.5 4.7-6.8z',
    'M1.5 13.8c4 .9 17 .9 21 0-1.1 4.5-4.6 7.2-10.5 7.2S2.6 18.3 1.5 13.8z',
  ),
  ferry: path(
    'M10.6 3.5h2.8v3h-2.8z',
    'M6 8h12v3.2H6z',
    'M2.5 13h19l-2.7 4.2c-.4.6-1 .9-1.7.9H6.9c-.7 0-1.3-.3-1.7-.9z',
  ),
  lantern: path(
    'M9 3h6v1.8H9z',
    'M9 18.2h6V20H9z',
    'M12 6c2.2 0 3.4 2.6 3.4 5.5S14.2 17 12 17s-3.4-2.6-3.4-5.5S9.8 6 12 6z',
  ),
  till: path('M5 3h9v5H5z', 'M3 10h18l1 7H2z', 'M2 18.5h20V21H2z'),
  portal: path(
    'M3 4h18v3H3z',
    'M3 9h8v11H3z',
    'M13 9h8v2.6h-8z',
    'M13 13.4h8V16h-8z',
    'M13 17.8h8V20h-8z',
  ),
  inspector: path(
    'M10.5 3a7.5 7.5 0 1 0 4.6 13.4l4.5 4.5 1.8-1.8-4.5-4.5A7.5 7.5 0 0 0 10.5 3zm0 2.6a4.9 4.9 0 1 1 0 9.8 4.9 4.9 0 0 1 0-9.8z',
  ),
  console: path('M4 3h16v4H4z', 'M4 9h7v12H4z', 'M13 9h7v5h-7z', 'M13 16h7v5h-7z'),
  shop: path(
    'M3 10l1.8-5.5h14.4L21 10a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z',
    'M5 14h14v6H5z',
  ),
} as const;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
