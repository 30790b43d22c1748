import { Alert, Button } from "@medusajs/ui"
import type { AccountView, CallbackTest, CredentialsCheck } from "../../api/answers"
import { useCallbackTest, useCredentialsCheck } from "../../api/overview"
import { errorSentence } from "../../texts/error-sentence"
import { useTexts, type Texts } from "../../texts/use-texts"

/** Checks whether Inbank accepts our key, and whether its callbacks reach us. */
export function AccountChecks({ account }: { account: AccountView }) {
  const texts = useTexts()
  const credentials = useCredentialsCheck(account.id)
  const callback = useCallbackTest(account.id)
  return (
    <div className="flex flex-col gap-3 px-6 py-4">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          isLoading={credentials.isPending}
          onClick={() => credentials.mutate()}
        >
          {texts.t("accounts.check")}
        </Button>
        <Button
          size="small"
          variant="secondary"
          isLoading={callback.isPending}
          onClick={() => callback.mutate()}
        >
          {texts.t("accounts.test")}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-2 empty:hidden">
        {credentials.error && <Result ok={false} sentence={errorSentence(texts, credentials.error)} />}
        {credentials.data && (
          <Result ok={credentials.data.ok} sentence={credentialsSentence(texts, credentials.data)} />
        )}
        {callback.error && <Result ok={false} sentence={errorSentence(texts, callback.error)} />}
        {callback.data && (
          <Result
            ok={callback.data.ok}
            sentence={callbackSentence(texts, callback.data, account.backend_url)}
          />
        )}
      </div>
    </div>
  )
}

function Result({ ok, sentence }: { ok: boolean; sentence: string }) {
  return <Alert variant={ok ? "success" : "error"}>{sentence}</Alert>
}

function credentialsSentence({ t, word }: Texts, check: CredentialsCheck): string {
  return check.ok
    ? t("accounts.check_ok", { milliseconds: check.milliseconds })
    : word("check_failed", check.code, check.message)
}

function callbackSentence({ t, word }: Texts, test: CallbackTest, address: string): string {
  if (!test.ok) return word("test_failed", test.code, test.message)
  const arrived = t("accounts.test_ok", { address, milliseconds: test.milliseconds })
  return test.note === null ? arrived : `${arrived} ${t("accounts.test_not_public")}`
}
