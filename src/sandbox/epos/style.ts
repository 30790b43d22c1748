import { Html } from "./html"

/** Colours keep a contrast of at least 4.5:1 in light and dark. */
export const style = new Html(`
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #ffffff; --ink: #1b2330; --soft: #566072;
  --line: #cdd3dd; --accent: #1f5fbf; --on-accent: #ffffff; --warn: #ffe9a8; --on-warn: #4a3600; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161d; --card: #1b212b; --ink: #eef1f6; --soft: #aab4c4;
  --line: #3a4454; --accent: #8ab8ff; --on-accent: #0d1b30; --warn: #4a3c10; --on-warn: #ffe9a8; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
.notice { background: var(--warn); color: var(--on-warn); padding: .6rem 1rem; text-align: center; font-weight: 600 }
main { max-width: 42rem; margin: 1.5rem auto 3rem; padding: 0 1rem }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem;
  margin-bottom: 1rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem }
h2 { font-size: 1.15rem; margin: 0 0 .75rem }
p { margin: 0 0 .75rem } p:last-child { margin-bottom: 0 }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .35rem 1rem; margin: 0;
  align-items: baseline }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.sum { font-size: 1.35rem; font-weight: 700 }
fieldset { border: 0; padding: 0; margin: 0 0 1rem }
legend { padding: 0; font-weight: 600; margin-bottom: .5rem }
.choice { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; border: 1px solid var(--line); border-radius: .5rem;
  padding: .6rem .75rem; margin-bottom: .4rem; cursor: pointer }
.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
.choice span, .choice b { white-space: nowrap }
.choice b { margin-left: auto; font-variant-numeric: tabular-nums }
.choice input { accent-color: var(--accent); width: 1.1rem; height: 1.1rem; margin: 0 }
button, .button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; border-radius: .5rem;
  border: 1px solid var(--accent); background: transparent; color: var(--accent); cursor: pointer;
  display: inline-block; text-decoration: none }
button.main, .button.main { background: var(--accent); color: var(--on-accent); width: 100%; text-align: center }
.acts { display: flex; flex-wrap: wrap; gap: .6rem; margin-bottom: .75rem }
dl + .acts { margin-top: 1rem } .acts:last-child { margin-bottom: 0 } .acts .field { flex-basis: 100%; margin: 0 }
.field { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; margin-bottom: .75rem }
.field label { flex-basis: 100%; color: var(--soft) }
.field input { font: inherit; min-height: 2.75rem; padding: .5rem .75rem; border-radius: .5rem; flex: 1 1 8rem; min-width: 0;
  border: 1px solid var(--soft); background: transparent; color: inherit }
[role=alert] { background: var(--warn); color: var(--on-warn); border-color: transparent }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
code { overflow-wrap: anywhere } .soft { color: var(--soft) }
table { width: 100%; border-collapse: collapse } .wide { overflow-x: auto; margin-top: 1rem } td code { white-space: nowrap }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
`)
