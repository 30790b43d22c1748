import { CONTRACT, SHOP, failureOf, stopAll, talkingTo } from "./harness"
import { answering, json, raw } from "./inbank-server"

afterEach(stopAll)

describe("a withdrawal", () => {
  it("is a POST without a body to the inferred path, done when Inbank answers 2xx", async () => {
    for (const answer of [raw(204, ""), json(200, { status: "terminated" })]) {
      const { client, server } = await talkingTo(answering(answer))
      await expect(client.contracts.withdraw(CONTRACT)).resolves.toBeUndefined()
      expect(server.seen).toMatchObject([
        {
          method: "POST",
          url: `/partner/v3/shops/${SHOP}/contracts/${CONTRACT}/merchant-withdrawal`,
          body: "",
        },
      ])
    }
  })

  it("goes to the path that the merchant was given", async () => {
    const withdrawal = "/partner/v4/withdrawals?shop={shopUuid}&contract={contractUuid}"
    const { client, server } = await talkingTo(answering(raw(204, "")), { paths: { withdrawal } })
    await client.contracts.withdraw("a/b")
    expect(server.seen[0]?.url).toBe(`/partner/v4/withdrawals?shop=${SHOP}&contract=a%2Fb`)
  })

  it.each([
    ["the path is unknown to Inbank", 404, "not_found", false],
    ["Inbank refuses it", 422, "rejected", false],
    ["Inbank breaks down", 500, "server_error", true],
  ])("is sent once and never repeated when %s", async (_, status, kind, mayHaveActed) => {
    const { client, server } = await talkingTo(answering(json(status, { message: "no" })))
    const error = await failureOf(client.contracts.withdraw(CONTRACT))
    expect(error).toMatchObject({ kind, status, mayHaveActed })
    expect(server.seen).toHaveLength(1)
  })

  it("is not taken for done when a proxy answers with a page of its own", async () => {
    const { client } = await talkingTo(answering(raw(200, "<html>Sign in</html>")))
    const error = await failureOf(client.contracts.withdraw(CONTRACT))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: true })
  })
})
