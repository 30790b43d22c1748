import { explainWebhookRoute } from "../webhook-route"

describe("Medusa's own webhook route", () => {
  it("is explained in the log once, however often anybody calls it", () => {
    const lines: string[] = []
    const logger = { warn: (line: string) => void lines.push(line) }
    for (let call = 0; call < 3; call++) explainWebhookRoute(logger)
    expect(lines).toEqual([expect.stringContaining("/hooks/inbank/:token")])
  })
})
