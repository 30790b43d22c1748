/** As Medusa's own pages write it: "pp_inbank_ee" is "Inbank (EE)". */
export function accountName(id: string): string {
  const entry = id.replace(/^pp_inbank_?/, "")
  return entry === "" ? "Inbank" : `Inbank (${entry.toUpperCase()})`
}
