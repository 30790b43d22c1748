import { createServer, type RequestListener, type Server } from "node:http"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { parseAccount, type Account } from "../../../domain/account/account"
import { answerToSelfTest, newSelfTest } from "../../../domain/callbacks/self-test"
import { readSignedMessage } from "../../../domain/callbacks/signature"
import { testCallback } from "../test-callback"

describe("The test of callbacks", () => {
  const servers: Server[] = []
  afterEach(() => servers.splice(0).forEach((server) => server.close()))

  async function shopBehind(listener: RequestListener): Promise<Account> {
    const server = createServer(listener).listen(0, "127.0.0.1")
    servers.push(server)
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    return account(`http://127.0.0.1:${port}`)
  }

  it("succeeds only when the store itself answers both ways in which Inbank might call", async () => {
    const methods: (string | undefined)[] = []
    const shop: Account = await shopBehind((request, response) => {
      methods.push(request.method)
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x")
      let body = ""
      request.on("data", (part: Buffer) => (body += part.toString()))
      request.on("end", () => {
        const fields = Object.fromEntries(new URLSearchParams(body || searchParams.toString()))
        response.end(answerToSelfTest([shop], pathname.split("/").at(-1), readSignedMessage(fields)))
      })
    })
    expect(await testCallback(shop)).toMatchObject({ ok: true, note: "not_public" })
    expect(methods).toEqual(["POST", "GET"])
  })

  it("does not take another server's friendly page, nor a repeated signature, for the store", async () => {
    const friendly = await shopBehind((_request, response) => response.end("OK"))
    expect(await testCallback(friendly)).toMatchObject({ ok: false, code: "wrong_answer" })
    const parrot = await shopBehind((request, response) => {
      request.on("data", (part: Buffer) => response.end(new URLSearchParams(part.toString()).get("hmac")))
    })
    expect(await testCallback(parrot)).toMatchObject({ ok: false, code: "wrong_answer" })
  })

  it("knows a long page for what it is: somebody else's", async () => {
    const page = "<p>Attention required</p>".repeat(1_000)
    const friendly = await shopBehind((_request, response) => response.end(page))
    expect(await testCallback(friendly)).toMatchObject({ ok: false, code: "wrong_answer" })
    const forbidding = await shopBehind((_request, response) => response.writeHead(403).end(page))
    expect(await testCallback(forbidding)).toMatchObject({ ok: false, code: "refused" })
  })

  it("says that a firewall or a redirect keeps callbacks off, with the status and without the signature", async () => {
    for (const status of [301, 403, 404]) {
      const refusing = await shopBehind((_request, response) =>
        response.writeHead(status, { location: "https://elsewhere.example.com" }).end(),
      )
      const told = await testCallback(refusing)
      expect(told).toMatchObject({
        ok: false,
        code: "refused",
        message: expect.stringContaining(String(status)),
      })
      expect(JSON.stringify(told)).not.toMatch(/hmac|self-test-/)
    }
  })

  it("says that only a POST comes through, when that is so", async () => {
    const shop: Account = await shopBehind((request, response) => {
      if (request.method === "GET") return response.writeHead(405).end()
      let body = ""
      request.on("data", (part: Buffer) => (body += part.toString()))
      return request.on("end", () => {
        const signed = readSignedMessage(Object.fromEntries(new URLSearchParams(body)))
        response.end(answerToSelfTest([shop], request.url?.split("/").at(-1), signed))
      })
    })
    expect(await testCallback(shop)).toMatchObject({
      code: "refused",
      message: expect.stringMatching(/^GET .* 405/),
    })
  })

  it("says that nobody is there, and shows no secret of the address it tried", async () => {
    const told = await testCallback(account("http://127.0.0.1:9"))
    expect(told).toMatchObject({ ok: false, code: "unreachable" })
    expect(JSON.stringify(told)).not.toMatch(/hmac|self-test-|the-key/)
  })

  it("is answered to whoever holds the key only, and for its own token only", () => {
    const mine = account("https://api.shop.example.com")
    const stranger = account("https://api.shop.example.com", { apiKey: "another-key" })
    const { token, signed, expected } = newSelfTest(mine, new Date())
    expect(answerToSelfTest([stranger, mine], token, signed)).toBe(expected)
    expect(answerToSelfTest([stranger], token, signed)).toBeUndefined()
    expect(answerToSelfTest([mine], `${token}x`, signed)).toBeUndefined()
    expect(answerToSelfTest([mine], token, undefined)).toBeUndefined()
  })
})

function account(backendUrl: string, change: object = {}): Account {
  return parseAccount("pp_inbank_ee", {
    country: "ee",
    environment: "demo",
    shopUuid: "a-shop",
    apiKey: "the-key",
    productCode: "hire_purchase",
    merchantDomainName: "shop.example.com",
    backendUrl,
    storefrontReturnUrl: "https://shop.example.com",
    ...change,
  })
}
