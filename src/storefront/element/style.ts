/**
 * Used through adoptedStyleSheets: a page's policy may forbid inline styles. A page's own rules for the element
 * override `:host`, so that the page may reserve the space of an element that has nothing to show. docs/element.md
 * lists the properties.
 */
export const STYLE = `
:host{display:block;min-height:var(--inbank-min-height,1.5em);font:var(--inbank-font,inherit);line-height:1.5;color:var(--inbank-color,inherit)}
:host(inbank-method-tile){min-height:var(--inbank-min-height,3em)}
:host([state=loading]) [part=line]{visibility:hidden}
:host([state=empty]),[hidden]{display:none}
button{font:inherit}
[part=details]{color:var(--inbank-accent,inherit);background:none;cursor:pointer;text-decoration:underline;padding:0;border:0}
dialog{width:min(28rem,100vw - 2rem);padding:0;color:var(--inbank-color,CanvasText);background:var(--inbank-background,Canvas);border:1px solid;border-radius:var(--inbank-radius,8px)}
::backdrop{background:#0008}
dialog>div,[part=close]{padding:1rem}
h2,fieldset,legend,dl,p{margin:0 0 1rem;padding:0;border:0}
fieldset{display:flex;flex-wrap:wrap;gap:.5rem 1rem}
label{display:flex;min-height:24px}
input{accent-color:var(--inbank-accent,auto)}
dl{display:grid;grid-template-columns:1fr auto;gap:.5rem 1rem}
dd{margin:0;text-align:end}
[aria-busy=true] dl{visibility:hidden}
[part=name]{font-weight:600}
[part=legal]{white-space:pre-line;overflow-wrap:anywhere}
[part=tile]{display:flex;align-items:center;gap:1rem}
`
