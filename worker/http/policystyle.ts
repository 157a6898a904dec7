/** The policy's whole look: the app's tokens as values, the fonts a device has. It stands in the page, allowed there by its hash. */
export const POLICY_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f7, #0b0d0f);
  --raised: light-dark(#ffffff, #121518);
  --line: light-dark(#e4e7ea, #23292e);
  --text: light-dark(#14181b, #e8ebed);
  --quiet: light-dark(#5a636c, #98a2ab);
  --accent: light-dark(#0b6e68, #2fb5a7);
  --accent-text: light-dark(#0a625d, #62cfc3);
  --accent-ground: light-dark(#e1f1ef, #102c29);
}
* { box-sizing: border-box; }
html {
  background: var(--ground);
  color: var(--text);
  font: 16px/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Tahoma, sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-text-size-adjust: 100%;
  scroll-padding-block-start: 24px;
}
html[lang="ar"] { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans Arabic", "Noto Kufi Arabic", Tahoma, sans-serif; line-height: 1.85; }
body { margin: 0; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
a { color: var(--accent-text); text-underline-offset: 3px; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
.skip { position: absolute; inset-inline-start: 16px; inset-block-start: -80px; padding: 8px 16px; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
.skip:focus { inset-block-start: 12px; }
.bar, .page { max-width: 1040px; margin-inline: auto; padding-inline: 24px; }
.bar { display: flex; align-items: center; justify-content: space-between; min-height: 64px; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 600; letter-spacing: 0.01em; }
.mark { inline-size: 24px; block-size: 24px; flex: none; }
.other { display: inline-flex; align-items: center; min-height: 44px; padding-inline: 12px; margin-inline: -12px; text-decoration: none; }
.other:hover { text-decoration: underline; }
.head { padding-block: 40px 32px; max-width: 720px; }
h1 { font-size: clamp(30px, 5vw, 42px); line-height: 1.15; font-weight: 600; letter-spacing: -0.022em; }
html[lang="ar"] h1 { letter-spacing: normal; line-height: 1.4; }
.intro { margin-block-start: 16px; font-size: 18px; color: var(--quiet); }
.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; margin-block-start: 24px; font-size: 14px; }
.facts dt { color: var(--quiet); }
.facts dd { font-weight: 500; overflow-wrap: anywhere; }
.promises { display: grid; grid-template-columns: repeat(3, 1fr); list-style: none; background: var(--raised); border: 1px solid var(--line); border-radius: 10px; }
.promises li { padding: 20px 24px; }
.promises li + li { border-inline-start: 1px solid var(--line); }
.promises h2 { font-size: 15px; line-height: 1.5; font-weight: 600; color: var(--accent-text); }
.promises p { margin-block-start: 4px; font-size: 14px; line-height: 1.6; color: var(--quiet); }
html[lang="ar"] .promises p { line-height: 1.8; }
.columns { display: grid; grid-template-columns: 216px minmax(0, 1fr); gap: 56px; padding-block: 48px 64px; align-items: start; }
.contents { position: sticky; inset-block-start: 24px; font-size: 14px; }
.contents h2 { font-size: 13px; font-weight: 500; color: var(--quiet); margin-block-end: 4px; }
.contents ol { list-style: none; border-inline-start: 1px solid var(--line); }
.contents a { display: block; padding: 5px 16px; color: var(--text); text-decoration: none; line-height: 1.5; }
.contents a:hover { color: var(--accent-text); text-decoration: underline; }
main { min-width: 0; }
section + section { margin-block-start: 40px; }
section > h2 { font-size: 21px; line-height: 1.4; font-weight: 600; letter-spacing: -0.012em; }
html[lang="ar"] section > h2 { letter-spacing: normal; }
.points { list-style: none; margin-block-start: 12px; display: grid; gap: 12px; max-width: 68ch; }
.points li { position: relative; padding-inline-start: 20px; }
.points li::before { content: ""; position: absolute; inset-inline-start: 2px; inset-block-start: calc(0.5lh - 3px); inline-size: 6px; block-size: 6px; border-radius: 50%; background: var(--accent); }
.points.one li { padding-inline-start: 0; }
.points.one li::before { content: none; }
.periods { margin-block-start: 24px; inline-size: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.5; }
html[lang="ar"] .periods { line-height: 1.75; }
.periods caption { text-align: start; font-weight: 600; font-size: 15px; padding-block-end: 8px; }
.periods th, .periods td { text-align: start; vertical-align: baseline; padding-block: 10px; border-block-end: 1px solid var(--line); font-weight: 400; }
.periods td, .periods thead th + th { padding-inline-start: 24px; inline-size: 34%; }
.periods thead th { color: var(--quiet); font-size: 13px; padding-block: 4px; }
.periods td { font-weight: 600; }
.periods .from { display: block; font-size: 13px; color: var(--quiet); }
.reach { margin-block-start: 16px; display: grid; gap: 12px; padding: 20px 24px; background: var(--accent-ground); border-radius: 10px; }
.reach dt { font-size: 13px; color: var(--quiet); }
.reach dd { overflow-wrap: anywhere; font-weight: 500; }
.reach dt { color: light-dark(#4c555d, #a5afb8); }
@media (max-width: 860px) {
  .columns { grid-template-columns: minmax(0, 1fr); padding-block-start: 32px; }
  .contents { display: none; }
  .promises { grid-template-columns: 1fr; }
  .promises li + li { border-inline-start: 0; border-block-start: 1px solid var(--line); }
}
@media (max-width: 560px) {
  .bar, .page { padding-inline: 16px; }
  .head { padding-block: 24px; }
  .intro { font-size: 17px; }
  .promises li { padding: 16px; }
  .periods td, .periods thead th + th { padding-inline-start: 16px; }
  .reach { padding: 16px; }
}
@media print {
  :root { color-scheme: light; }
  @page { margin: 18mm 16mm; }
  html { background: #fff; font-size: 10.5pt; line-height: 1.5; }
  .other, .contents, .skip { display: none; }
  .bar, .page { max-width: none; padding-inline: 0; }
  .bar { min-height: 0; }
  .head { padding-block: 12pt; max-width: none; }
  h1 { font-size: 24pt; }
  .intro { font-size: 11.5pt; }
  .promises { grid-template-columns: repeat(3, 1fr); }
  .promises li { padding: 8pt 10pt; }
  .promises li + li { border-inline-start: 1px solid var(--line); border-block-start: 0; }
  .columns { display: block; padding-block: 16pt 0; }
  .points { max-width: none; gap: 5pt; margin-block-start: 5pt; }
  section + section { margin-block-start: 16pt; }
  section > h2 { font-size: 14pt; break-after: avoid; }
  .points li, .periods tr, .promises, .reach { break-inside: avoid; }
  .periods { font-size: 9.5pt; }
  .periods th, .periods td { padding-block: 4pt; }
  .periods .from { font-size: 9pt; }
  .points li::before { print-color-adjust: exact; }
  .reach { background: none; border: 1px solid var(--line); }
  a { color: inherit; text-decoration: none; }
}
`;
