import { measureScale } from "./scale"
import { writeFileSync } from "node:fs"
import { targetTable } from "./results"
const t = Date.now()
measureScale().then((m) => { writeFileSync("/tmp/scale.json", JSON.stringify(m, null, 2)); console.log(targetTable(m.findings)); console.log((Date.now() - t) / 1000); process.exit(0) }, (e) => { console.error(e); process.exit(1) })
