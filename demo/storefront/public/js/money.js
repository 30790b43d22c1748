const euro = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" })

/** `1048.5` or `"1048.50"` -> `€1,048.50` */
export function money(amount) {
  return euro.format(Number(amount))
}
