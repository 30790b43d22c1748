import { useAccounts } from "../../api/overview"
import { Empty } from "../../parts/states/empty"
import { Failed } from "../../parts/states/failed"
import { Loading } from "../../parts/states/loading"
import { Section } from "../../parts/section"
import { useTexts } from "../../texts/use-texts"
import { AccountCard } from "./account-card"

export function Accounts() {
  const { t } = useTexts()
  const { data, isError, error, refetch } = useAccounts()
  if (data && data.accounts.length > 0) {
    return (
      <>
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data.accounts.map((account) => (
          <AccountCard key={account.id} account={account} />
        ))}
      </>
    )
  }
  return (
    <Section title={t("page.accounts")}>
      {isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data ? (
        <Empty>{t("accounts.empty")}</Empty>
      ) : (
        <Loading rows={5} />
      )}
    </Section>
  )
}
