/** React Query's keys. All begin alike, so that everything can be fetched again at once. */
export const KEYS = {
  all: ["inbank"],
  order: (id: string) => ["inbank", "order", id],
  accounts: ["inbank", "accounts"],
  sweep: ["inbank", "sweep"],
  problems: ["inbank", "problems"],
  approvals: ["inbank", "approvals"],
  sessions: (query: string) => ["inbank", "sessions", query],
  session: (id: string) => ["inbank", "session", id],
  orphans: ["inbank", "orphans"],
}
