/** Runs in the page before everything else: what the tests see of the element from within. */
window.inPage = {
  /** The element's events: their names and what they told. */
  seen: [],
  /** How far things have moved by themselves. */
  shift: 0,

  /** What was set up until now is painted, and its layout shifts are counted. */
  frames: () =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))),

  /** Of the element that has the focus, wherever it is: a radio's value, else the text. */
  focused() {
    let element = document.activeElement
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (element.type === "radio") return element.value
    return element === document.body ? "BODY" : element.textContent
  },

  element: () => document.querySelector("inbank-instalments"),

  /** A computed property of what a selector finds within the element. */
  style: (selector, property) =>
    getComputedStyle(window.inPage.element().shadowRoot.querySelector(selector)).getPropertyValue(property),

  changeAmount(...amounts) {
    for (const amount of amounts) window.inPage.element().setAttribute("amount", amount)
  },

  isDefined: () => customElements.get("inbank-instalments") !== undefined,
}

for (const name of ["shown", "hidden"]) {
  addEventListener(`inbank-instalments-${name}`, ({ detail }) => window.inPage.seen.push([name, detail]))
}
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.inPage.shift += entry.value
}).observe({ type: "layout-shift", buffered: true })
