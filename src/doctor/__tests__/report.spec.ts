import { error, warning } from "../finding"
import { report } from "../report"

describe("The doctor's report", () => {
  it("has what is about the store first, then each account's, errors before warnings, and the sums", () => {
    const findings = [
      warning("It shows no price.", "pp_inbank_ee"),
      error("No database."),
      error("No key.", "pp_inbank_ee"),
    ]
    expect(report("/srv/shop", findings)).toBe(
      [
        "Inbank in /srv/shop",
        "store\n  error    No database.",
        "pp_inbank_ee\n  error    No key.\n  warning  It shows no price.",
        "2 errors, 1 warning",
      ].join("\n\n"),
    )
  })

  it("says so when nothing was found", () => {
    expect(report("/srv/shop", [])).toBe("Inbank in /srv/shop\n\nNothing found: customers can pay by Inbank.")
  })
})
