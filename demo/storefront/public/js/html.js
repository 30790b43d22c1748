/** Makes an element: `el("p", { class: "price" }, "12 €")`. Text stays text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, "")
    else if (value !== false && value !== undefined) element.setAttribute(name, value)
  }
  fill(element, ...children)
  return element
}

/** Replaces the content of an element; an empty child is left out. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.filter((child) => child !== undefined && child !== false && child !== null),
  )
}

export function byId(id) {
  return document.getElementById(id)
}
