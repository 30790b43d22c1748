import { Cleanup } from "../../test-kit/cleanup"
import { LIFECYCLE, type Scene } from "../versions/lifecycle"
import { OLDEST } from "../versions/matrix"
import { openShop } from "../versions/open-shop"
import { BareStore } from "./bare-store"
import { DATABASES, databaseUrl } from "./this-run"

/** It installs a whole store from the registry. */
jest.setTimeout(1_800_000)

describe(`The packed plugin in a store on Medusa ${OLDEST}, the oldest that it allows,`, () => {
  let scene: Scene
  const cleanup = new Cleanup()

  beforeAll(async () => {
    const store = await BareStore.install({ medusa: OLDEST })
    cleanup.later(() => store.remove())
    scene = await openShop(store, { databaseUrl: databaseUrl(DATABASES.oldest) }, cleanup)
  })
  afterAll(async () => await cleanup.run())

  it.each(LIFECYCLE)("holds what it promises: $name", async ({ play }) => {
    await play(scene)
  })
})
