import { elementsFor } from "./element"

// A server that renders pages imports this too: there is nothing to define there.
if (typeof customElements === "object") {
  for (const [name, element] of Object.entries(elementsFor(HTMLElement))) {
    // A page may load the script from the store and from a bundle of its own.
    if (!customElements.get(name)) customElements.define(name, element)
  }
}
