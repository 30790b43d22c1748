import { createRequire } from "node:module"
import { z } from "zod"
import type { StoreFolder } from "../doctor/store-folder"
import type { TypeScript } from "./config/config-source"

/** TypeScript 7 has another API, and none that is stable. */
const withApi = z.looseObject({ createSourceFile: z.function(), transpileModule: z.function() })
const typeScriptSchema = z.custom<TypeScript>((found) => withApi.safeParse(found).success)

/** The compiler that the store brings, as Medusa's starters do; we bring none. */
export function typeScriptOf(store: StoreFolder): TypeScript | undefined {
  const file = store.find("typescript")
  return file === undefined ? undefined : typeScriptSchema.safeParse(createRequire(file)(file)).data
}
