/** The front page's style: the colours, type and spacing of our screens, light and dark. */
export const frontPageStyle = `
:root {
  color-scheme: light dark;
  --paper: #f5f3ee; --surface: #ffffff; --fill: #ebe8e0; --line: #e1ddd3;
  --ink: #161925; --ink-2: #4a4e5d; --ink-3: #5f6372; --on-ink: #ffffff; --accent: #3b459b; --focus: #3b459b;
  --refused: #8a370a; --brand: #7c1f5c; --amber: #f6ba33; --on-amber: #1f1502;
  --code: #12141c; --code-ink: #e9e7e1; --code-dim: #979cac; --code-text: #f0c777;
  --shadow: 0 1px 2px rgb(22 25 37 / .06);
  --font: "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "PingFang HK", "Noto Sans HK", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1118; --surface: #181b25; --fill: #2a2f3e; --line: #2c3141;
    --ink: #f3f1eb; --ink-2: #bcbfca; --ink-3: #979cac; --on-ink: #12141c; --accent: #abb3f7; --focus: #c3c9ff;
    --refused: #f5ad7c; --brand: #a8437f; --amber: #e0a42a;
    --code: #0a0c11;
    --shadow: 0 1px 2px rgb(0 0 0 / .4);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 400 .875rem/1.25rem var(--font); font-variant-numeric: tabular-nums; }
h1, h2, p, ul, dl, dd, pre { margin: 0; padding: 0; }
ul { list-style: none; }
b { font-weight: 600; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
code { font: .8125rem/1.25rem var(--mono); overflow-wrap: anywhere; }
.page { max-width: 1160px; margin: 0 auto; padding: 0 16px 40px; }
header { display: flex; align-items: center; gap: 12px; min-height: 72px; }
header b { font-size: 1.25rem; letter-spacing: -.02em; }
.mode { font: 600 .75rem/1rem var(--font); padding: 4px 12px; border-radius: 999px; background: var(--fill); color: var(--ink-2); }
.hero { padding: 20px 0 32px; }
h1 { font: 600 2rem/2.5rem var(--font); letter-spacing: -.028em; text-wrap: balance; max-width: 24ch; }
.hero p { font: 400 1rem/1.5rem var(--font); color: var(--ink-2); margin-top: 12px; max-width: 56ch; text-wrap: pretty; }
.doors, .two { display: grid; gap: 16px; }
.two { align-items: start; }
.two { margin-top: 16px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); min-width: 0; }
a.door { color: inherit; text-decoration: none; }
a.door:hover { border-color: var(--ink-3); }
.door { padding: 16px; display: grid; gap: 2px; align-content: start; }
.sign { width: 44px; height: 44px; border-radius: 12px; background: var(--ink); color: var(--on-ink); display: grid; place-items: center; margin-bottom: 12px; }
.ferry .sign { background: var(--brand); color: #fff; }
.lantern .sign { background: var(--amber); color: var(--on-amber); }
.door b { font: 600 1.125rem/1.5rem var(--font); }
.door > span:not(.sign) { color: var(--ink-2); }
.door small { font: 500 .75rem/1rem var(--font); color: var(--ink-3); padding-top: 12px; overflow-wrap: anywhere; }
h2 { font: 600 1.125rem/1.5rem var(--font); }
.pay { overflow: hidden; display: flex; flex-direction: column; }
.pay > div { padding: 16px 16px 12px; }
.pay > div p, .then { color: var(--ink-2); font: 400 .8125rem/1.25rem var(--font); }
pre { flex: 1; padding: 16px; background: var(--code); color: var(--code-ink); font: .8125rem/1.4375rem var(--mono); overflow-x: auto; user-select: all; }
pre i { font-style: normal; color: var(--code-text); }
.then { padding: 12px 16px 16px; display: grid; gap: 4px; }
.side { display: grid; gap: 16px; min-width: 0; }
.phone { padding: 16px; display: grid; gap: 12px; justify-items: start; }
.phone p { color: var(--ink-2); font: 400 .8125rem/1.25rem var(--font); text-wrap: pretty; }
.phone svg { border-radius: 8px; max-width: 100%; height: auto; }
.run { padding: 16px; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 10px 0; border-bottom: 1px solid var(--line); }
dl div:last-child { border-bottom: 0; padding-bottom: 0; }
dt { color: var(--ink-2); }
dd { font-weight: 500; text-align: right; overflow-wrap: anywhere; }
dd small { display: block; font: 500 .75rem/1rem var(--font); color: var(--ink-3); }
.down { color: var(--refused); }
@media (min-width: 640px) { .doors { grid-template-columns: repeat(2, 1fr); } .page { padding: 0 24px 40px; } }
@media (min-width: 960px) {
  .doors { grid-template-columns: repeat(4, 1fr); }
  .two { grid-template-columns: minmax(0, 1fr) 384px; }
  .page { padding: 0 32px 40px; }
  h1 { font-size: 2.625rem; line-height: 3rem; }
}
`;
