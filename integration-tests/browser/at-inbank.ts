import { z } from "zod"
import { request } from "../../test-kit/http"

const sessionsSchema = z.object({
  sessions: z.array(
    z.object({ uuid: z.string(), locale: z.string(), partnerUrls: z.object({ returnUrl: z.string() }) }),
  ),
})

/** What happens at Inbank while nobody looks: the sandbox's control routes. */
export class AtInbank {
  constructor(private readonly url: string) {}

  /** The person signs in another window. */
  async sign(uuid: string): Promise<void> {
    await this.ask("POST", `/sessions/${uuid}/approve`)
  }

  /** The time of all open sessions is over. */
  async expire(): Promise<void> {
    await this.ask("POST", "/expire", { evenIfStillValid: true })
  }

  async localeOf(uuid: string): Promise<string> {
    return (await this.session(uuid)).locale
  }

  /** Where e-POS sends the person back to. */
  async returnAddressOf(uuid: string): Promise<string> {
    return (await this.session(uuid)).partnerUrls.returnUrl
  }

  private async session(uuid: string) {
    const { sessions } = sessionsSchema.parse(await this.ask("GET", "/state"))
    const session = sessions.find((each) => each.uuid === uuid)
    if (!session) throw new Error(`The sandbox knows no session ${uuid}.`)
    return session
  }

  private async ask(method: "GET" | "POST", path: string, sent: object = {}): Promise<unknown> {
    const { status, body } = await request(
      method,
      `${this.url}/_sandbox${path}`,
      {},
      method === "POST" ? sent : undefined,
    )
    if (status !== 200)
      throw new Error(`${method} ${path} was answered by ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
