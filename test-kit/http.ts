/** An answer of the store with an unread body. */
export interface Answer {
  status: number
  body: unknown
}

/** One JSON request, over the network like a storefront or an admin. */
export async function request(
  method: "GET" | "POST" | "DELETE",
  url: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const ask = async () =>
    await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
  // As browsers do: the server may close a kept connection at the moment when it is used again.
  const response = method === "GET" ? await ask().catch(ask) : await ask()
  const text = await response.text()
  return { status: response.status, body: text === "" ? undefined : parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
