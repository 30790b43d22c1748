/** The routes that Inbank's API has here, as the journal names them. */
export const apiRoutes = [
  "POST /calculations",
  "GET /products",
  "POST /pos-sessions",
  "GET /pos-sessions",
  "GET /contracts",
  "POST /contracts/merchant-approval",
  "POST /contracts/cancel",
  "POST /contracts/merchant-withdrawal",
  "GET /contracts/change-options",
  "POST /contracts/versions",
  "GET /contracts/payment-schedules",
  "POST /contracts/versions/confirm",
] as const

/** `POST`, `/partner/v3/shops/a/contracts/b/cancel?x=1` -> `POST /contracts/cancel`. */
export function routeOf(method: string, path: string): string {
  const [pathname = ""] = path.split("?")
  const inShop = /^\/partner\/v\d+\/shops\/[^/]+(\/.*)?$/.exec(pathname)
  if (!inShop) return `${method} ${pathname}`
  // Names of resources and ids alternate, so the ids are every second segment, well-formed or not.
  const names = (inShop[1] ?? "")
    .split("/")
    .slice(1)
    .filter((_segment, position) => position % 2 === 0)
  return `${method} /${names.join("/")}`
}
