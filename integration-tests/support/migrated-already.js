/**
 * A suite's database is a copy of one that was migrated once (`migrated.ts`). Medusa's test runner would go through
 * every module and every payment provider again, to find nothing: 9 s of each suite.
 */
const { MedusaAppLoader } = require("@medusajs/framework")

MedusaAppLoader.prototype.runModulesMigrations = async () => undefined
