import { byId, el, fill } from "./html.js"
import { shopLanguage, t } from "./language.js"

/** Draws a page into its `main`. An error is shown there, with a link to continue. */
export async function page(title, draw) {
  const main = byId("main")
  document.documentElement.lang = shopLanguage
  nameTab(t(title))
  try {
    await draw(main)
  } catch (error) {
    fill(
      main,
      el(
        "section",
        { class: "card narrow", role: "alert" },
        el("h1", {}, t("page.failed")),
        el("p", {}, error.message),
        el("a", { class: "button main", href: location.href }, t("page.again")),
      ),
    )
  }
  main.removeAttribute("aria-busy")
}

export function nameTab(title) {
  document.title = `${title} – Põhjala Living`
}
