import type { InbankError } from "../index"
import { InbankClient, isInbankError, type InbankClientSettings } from "../index"
import { closedPort, type TestServer } from "./inbank-server"

export const SHOP = "a93f1f44-d5dd-4469-bfcc-c1de9e969213"
export const SESSION = "5e3a459a-aada-4d81-b6ad-09cb9483c8bf"
export const CONTRACT = "788ec8c4-c497-470b-8505-2303f151d427"
export const KEY = "sk_test/very+secret=KEY"

const opened: { client: InbankClient[]; server: TestServer[] } = { client: [], server: [] }

export function clientFor(baseUrl: string, settings: Partial<InbankClientSettings> = {}): InbankClient {
  const client = new InbankClient({ baseUrl, shopUuid: SHOP, apiKey: KEY, ...settings })
  opened.client.push(client)
  return client
}

/** A client whose Inbank is switched off. */
export async function closedClient(): Promise<InbankClient> {
  return clientFor(await closedPort())
}

/** A server for this test and a client that talks to it. */
export async function talkingTo(
  starting: Promise<TestServer>,
  settings: Partial<InbankClientSettings> = {},
): Promise<{ client: InbankClient; server: TestServer }> {
  const server = await starting
  opened.server.push(server)
  return { client: clientFor(server.url, settings), server }
}

export async function stopAll(): Promise<void> {
  for (const client of opened.client.splice(0)) client.close()
  await Promise.all(opened.server.splice(0).map((server) => server.stop()))
}

/** The InbankError that a call fails with; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<InbankError> {
  const outcome: unknown = await call.then(
    () => new Error("the call succeeded"),
    (error: unknown) => error,
  )
  if (isInbankError(outcome)) return outcome
  throw outcome
}

export const sessionRequest = {
  productCode: "hp_ee",
  totalAmount: "129.90",
  currency: "EUR",
  locale: "et-ET",
  partnerUrls: {
    returnUrl: "https://api.shop.example.com/inbank/return/t",
    cancelUrl: "https://api.shop.example.com/inbank/cancel/t",
    callbackUrl: "https://api.shop.example.com/hooks/inbank/t",
  },
  purchase: { purchaseReference: "inb_01" },
}
