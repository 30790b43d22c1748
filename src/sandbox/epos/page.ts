import type { Response } from "express"
import { html, type Html } from "./html"
import { style } from "./style"

/** Answers with a whole page that carries the sandbox's warning. */
export function sendPage(response: Response, status: number, title: string, content: Html): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Inbank sandbox</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <div class="notice" role="note">Inbank sandbox – not a bank. No money, no credit, no real data.</div>
        <main>${content}</main>
      </body>
    </html>`
  response
    .status(status)
    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
    .set("Referrer-Policy", "no-referrer")
    // A browser's "back" must show the session's present state, not a form that was already sent.
    .set("Cache-Control", "no-store")
    .type("html")
    .send(page.markup)
}
