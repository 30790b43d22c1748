/**
 * A setting that cannot work, found before anything was sent. Its message is one sentence that names the setting and
 * never contains a secret, so it may be shown to the merchant as it is.
 */
export class InbankSettingsError extends Error {
  override readonly name = "InbankSettingsError"
}
