import { createHmac, randomBytes } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { text } from "node:stream/consumers"

interface Intent extends Record<string, unknown> {
  id: string
  object: "payment_intent"
  amount: number
  amount_capturable: number
  currency: string
  status: "requires_payment_method" | "requires_capture" | "succeeded" | "canceled"
  metadata: { session_id: string | null }
}

/** As much of Stripe as Medusa's own provider asks for: it answers at once, and every customer confirms. */
export class StripeStub {
  readonly webhookSecret = `whsec_${randomBytes(12).toString("hex")}`
  /** Requests so far. */
  calls = 0
  private readonly intents = new Map<string, Intent>()
  private readonly server: Server

  private constructor() {
    this.server = createServer({ keepAliveTimeout: 75_000 }, (req, res) => {
      void this.answer(req).then((body) => {
        res.writeHead(body ? 200 : 404, { "content-type": "application/json" })
        res.end(JSON.stringify(body ?? { error: { type: "invalid_request_error", message: "not known" } }))
      })
    })
  }

  static async start(): Promise<StripeStub> {
    const stub = new StripeStub()
    stub.server.listen(0, "127.0.0.1")
    await once(stub.server, "listening")
    return stub
  }

  get url(): string {
    const address = this.server.address()
    if (address === null || typeof address === "string") throw new Error("the stub of Stripe does not listen")
    return `http://127.0.0.1:${address.port}`
  }

  /** A signed webhook. `confirmed`: the money may be captured. `created`: it has no effect. */
  webhook(
    paymentSessionId: string,
    kind: "confirmed" | "created",
  ): { body: string; headers: Record<string, string> } {
    const intent = [...this.intents.values()].find(({ metadata }) => metadata.session_id === paymentSessionId)
    const event = {
      id: `evt_${randomBytes(8).toString("hex")}`,
      object: "event",
      type: kind === "confirmed" ? "payment_intent.amount_capturable_updated" : "payment_intent.created",
      data: { object: intent },
    }
    const body = JSON.stringify(event)
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac("sha256", this.webhookSecret).update(`${at}.${body}`).digest("hex")
    return {
      body,
      headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` },
    }
  }

  async close(): Promise<void> {
    const closed = once(this.server, "close")
    this.server.close()
    this.server.closeAllConnections()
    await closed
  }

  private async answer(req: IncomingMessage): Promise<object | undefined> {
    this.calls += 1
    const fields = new URLSearchParams(await text(req))
    const [, , resource, id, action] = (req.url ?? "").split("?")[0]?.split("/") ?? []
    if (resource === "refunds") return { id: `re_${this.calls}`, object: "refund", status: "succeeded" }
    if (resource !== "payment_intents") return undefined
    if (id === undefined) return this.create(fields)
    const intent = this.intents.get(id)
    if (!intent) return undefined
    if (action === "capture") intent.status = "succeeded"
    else if (action === "cancel") intent.status = "canceled"
    // A later look shows that the customer has confirmed meanwhile.
    else if (intent.status === "requires_payment_method") intent.status = "requires_capture"
    return intent
  }

  private create(fields: URLSearchParams): Intent {
    const amount = Number(fields.get("amount"))
    const intent: Intent = {
      id: `pi_${this.intents.size + 1}`,
      object: "payment_intent",
      amount,
      amount_capturable: amount,
      currency: fields.get("currency") ?? "",
      status: "requires_payment_method",
      metadata: { session_id: fields.get("metadata[session_id]") },
    }
    this.intents.set(intent.id, intent)
    return { ...intent }
  }
}
