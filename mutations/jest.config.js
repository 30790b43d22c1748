const { projects } = require("../jest.config.js")
const PARTS = require("./parts")

const unit = projects.find(({ displayName }) => displayName === "unit")

module.exports = { ...unit, testMatch: [`<rootDir>/${PARTS[process.env.MUTATED_PART].suites}`] }
