/**
 * A suite's database is a copy of one that was migrated and whose links were synchronized once (`migrated.ts`). Medusa's
 * test runner would go through every module, payment provider and link again, to find nothing: 13 s of each suite.
 */
const { MedusaAppLoader } = require("@medusajs/framework")

MedusaAppLoader.prototype.runModulesMigrations = async () => undefined
MedusaAppLoader.prototype.getLinksExecutionPlanner = async () => ({
  createPlan: async () => [],
  executePlan: async () => undefined,
})
