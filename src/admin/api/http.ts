/** Medusa refused. Its sentence is for the merchant; `undefined` where it has none worth showing. */
export class RequestRefused extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string | undefined,
    /** How it ended, where the server says so: an `ActOutcome`, or a code of Medusa's own. */
    readonly code?: string,
  ) {
    super(sentence ?? `HTTP ${status}`)
  }
}

/** There was no answer, or none from Medusa: whether the act was done is not known. */
export class ServerAway extends Error {}

/** Asks Medusa as the dashboard itself does: at the same address, with the same login. */
export async function get<Answer>(path: string): Promise<Answer> {
  return await request<Answer>("GET", path)
}

export async function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  return await request<Answer>("POST", path, body)
}

async function request<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
  const response = await fetch(backendUrl() + path, {
    method,
    credentials: "include",
    headers: { accept: "application/json", ...(body && { "content-type": "application/json" }), ...token() },
    body: body && JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new ServerAway(String(error))
  })
  const text = await response.text().catch(() => "")
  const answer = parsed(text)
  if (!response.ok) throw new RequestRefused(response.status, sentenceOf(answer), codeOf(answer))
  // A page of a proxy before the server, or an incomplete answer: our routes and Medusa's always send JSON.
  if (answer === undefined) throw new ServerAway(`HTTP ${response.status} without JSON`)
  // Our own server's answer: its types are the contract (answers.ts).
  return answer as Answer
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function sentenceOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("message" in answer)) return undefined
  const { message } = answer
  // Medusa's words for an error that it did not expect; the status says more.
  return typeof message === "string" && message !== "An unknown error occurred." ? message : undefined
}

function codeOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("code" in answer)) return undefined
  return typeof answer.code === "string" ? answer.code : undefined
}

function backendUrl(): string {
  return (typeof __BACKEND_URL__ === "string" ? __BACKEND_URL__ : "").replace(/\/+$/, "")
}

function token(): { authorization?: string } {
  if (typeof __AUTH_TYPE__ !== "string" || __AUTH_TYPE__ !== "jwt") return {}
  const key = typeof __JWT_TOKEN_STORAGE_KEY__ === "string" && __JWT_TOKEN_STORAGE_KEY__
  const stored = window.localStorage.getItem(key || "medusa_auth_token")
  return stored ? { authorization: `Bearer ${stored}` } : {}
}
