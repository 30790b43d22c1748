import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Cleanup } from "../../test-kit/cleanup"
import { freePort } from "../../test-kit/free-port"
import type { Database } from "../../test-kit/postgres"

/**
 * Debian's `pgbouncer` before a database, in transaction mode: a client keeps a connection for one transaction, so that
 * nothing of a session may be relied upon. @returns the address of the same database through it.
 */
export async function throughPgBouncer(database: Database, name: string, cleanup: Cleanup): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inbank-pgbouncer-"))
  cleanup.later(async () => await rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const port = await freePort()
  const { user, password } = database
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    pool_mode: "transaction",
    auth_type: "any",
    max_client_conn: 500,
    // What PostgreSQL's drivers ask for at the start of a connection.
    ignore_startup_parameters: "extra_float_digits,options",
    // It refuses to run as root.
    ...(process.getuid?.() === 0 && { user: "nobody" }),
  }
  const file = join(folder, "pgbouncer.ini")
  await writeFile(
    file,
    [
      "[databases]",
      `* = host=127.0.0.1 port=${database.port} user=${user} password=${password}`,
      "[pgbouncer]",
      ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
    ].join("\n"),
  )
  const child = spawn("pgbouncer", [file], { stdio: ["ignore", "ignore", "pipe"] })
  await once(child, "spawn").catch((error: unknown) => {
    throw new Error("pgbouncer was not found: install Debian's package of this name", { cause: error })
  })
  cleanup.later(async () => {
    const ended = once(child, "exit")
    child.kill("SIGTERM")
    await ended
  })
  return database.url(name).replace(`:${database.port}/`, `:${port}/`)
}
