import { existsSync } from "node:fs"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const PACKAGE = "@sparticuz/chromium"
const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
const HERE = dirname(fileURLToPath(import.meta.url))
const CACHE = join(HERE, "../node_modules/.cache")

const NO_CHROMIUM =
  "No Chromium was found, and the one of the package @sparticuz/chromium runs on Linux with an x64 processor only. " +
  "Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium), or name it in CHROMIUM_PATH."

/**
 * The environment for the browser tests: the Chromium that CHROMIUM_PATH names, the machine's own, or the one from npm.
 * @returns {Promise<Record<string, string>>} environment variables for the process that starts it
 * @throws {Error} a sentence that says what to do, when there is none
 */
export async function findChromium() {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH && !existsSync(CHROMIUM_PATH))
    throw new Error(`CHROMIUM_PATH names ${CHROMIUM_PATH}, where there is nothing.`)
  const installed = CHROMIUM_PATH ?? USUAL_PLACES.find((place) => existsSync(place))
  if (installed) return { CHROMIUM_PATH: installed }
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error(NO_CHROMIUM)
  return await unpacked()
}

/**
 * The package contains its Chromium and the libraries that it needs in packed form, and unpacks them for the cloud that
 * it is made for. We set the variables of that cloud, and say where to unpack: once for each version, and never partly
 * if two processes begin at once.
 */
async function unpacked() {
  const { version } = createRequire(import.meta.url)(join(HERE, `../node_modules/${PACKAGE}/package.json`))
  const folder = join(CACHE, `chromium-${version}`)
  if (!existsSync(folder)) {
    const temporary = `${folder}-${process.pid}`
    await mkdir(temporary, { recursive: true })
    try {
      const unpack = `import("${PACKAGE}").then(({ default: chromium }) => chromium.executablePath())`
      execFileSync(process.execPath, ["-e", unpack], {
        cwd: HERE,
        env: { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
        stdio: ["ignore", "ignore", "inherit"],
      })
      await rename(temporary, folder)
    } catch (error) {
      await rm(temporary, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  // Each time: a page crashes where no font is found, and a checkout may have been moved.
  await writeFile(join(folder, "fonts/fonts.conf"), fontsConf(folder))
  return {
    CHROMIUM_PATH: join(folder, "chromium"),
    CHROMIUM_LIBRARIES: join(folder, "al2023/lib"),
    CHROMIUM_FONTS: join(folder, "fonts"),
  }
}

/** The package's own file names the folder that it unpacks to in the cloud. */
function fontsConf(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts/cache</cachedir></fontconfig>
`
}
