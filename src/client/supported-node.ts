/**
 * Imported before anything else. Several of our dependencies are ES modules, which Node's `require` loads since 20.19 and
 * 22.12 (https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require); before, the boot ended with a
 * stack trace that names one of them.
 */
if (!process.features.require_module)
  throw new Error(
    `Inbank: medusa-payment-inbank needs Node 20.19, 22.12 or later; this store runs Node ${process.version}.`,
  )
