const NAME = "rejectUnauthorized"

/** TLS is never switched off, neither in the client nor in a test: nobody writes the name of that setting. */
const neverSwitchedOff = {
  create: (context) => ({
    Property({ key }) {
      if (key.name === NAME || key.value === NAME)
        context.report({ node: key, message: "TLS is never switched off." })
    },
  }),
}

export default {
  meta: { name: "tls" },
  rules: { "never-switched-off": neverSwitchedOff },
}
