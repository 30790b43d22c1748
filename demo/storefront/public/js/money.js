import { shopLanguage } from "./language.js"

const euro = new Intl.NumberFormat(shopLanguage === "et" ? "et-EE" : "en-IE", {
  style: "currency",
  currency: "EUR",
})

/** `1048.5` or `"1048.50"` -> `€1,048.50` or `1048,50 €` */
export function money(amount) {
  return euro.format(Number(amount))
}
