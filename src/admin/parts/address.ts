import { useSyncExternalStore } from "react"

/*
 * The browser's address, without Medusa's router: a store may pin another copy of react-router-dom than its dashboard
 * brings (Medusa's starter pins 6.30.4; dashboards since 2.19 bring 7.18.2), and hooks of that copy throw on the
 * dashboard's pages, an order's among them. Any router hears `popstate`, as from the browser's own "back".
 * https://developer.mozilla.org/en-US/docs/Web/API/Window/popstate_event
 */

/** What stands after `?`. */
export function useSearch(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(onMove, () => window.location.search))
}

/** The last part of the path: an id, where the route ends with one. */
export function usePathEnd(): string {
  const path = useSyncExternalStore(onMove, () => window.location.pathname)
  return decodeURIComponent(path.replace(/\/$/, "").split("/").at(-1) ?? "")
}

/** @param page within the admin, such as `/orders/order_1`. */
export function hrefOf(page: string): string {
  const base = typeof __BASE__ === "undefined" ? "/app" : __BASE__
  return base.replace(/\/$/, "") + page
}

/**
 * Opens a page of the admin without loading the dashboard anew. The entry has what the router writes into its own: it
 * counts them by `idx`, and where that is missing it cannot ask about unsaved changes
 * (https://github.com/remix-run/react-router/blob/main/packages/react-router/lib/router/history.ts).
 */
export function goTo(page: string): void {
  const state = { usr: null, key: String(Math.random()), idx: currentIndex() + 1 }
  window.history.pushState(state, "", hrefOf(page))
  window.dispatchEvent(new PopStateEvent("popstate", { state }))
}

function currentIndex(): number {
  const state: unknown = window.history.state
  if (typeof state !== "object" || state === null || !("idx" in state)) return 0
  return typeof state.idx === "number" ? state.idx : 0
}

function onMove(tell: () => void): () => void {
  window.addEventListener("popstate", tell)
  return () => window.removeEventListener("popstate", tell)
}
