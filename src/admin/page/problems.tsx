import { Badge } from "@medusajs/ui"
import { useProblems } from "../api/overview"
import { Empty } from "../parts/states/empty"
import { Failed } from "../parts/states/failed"
import { Loading } from "../parts/states/loading"
import { ProblemList } from "../parts/problem-list"
import { Section } from "../parts/section"
import { useTexts } from "../texts/use-texts"

/** What needs a human. Solved problems disappear automatically. */
export function Problems() {
  const { t } = useTexts()
  const { data, isError, error, refetch } = useProblems()
  const problems = data?.problems ?? []
  return (
    <Section
      title={t("problems.title")}
      beside={
        data && (
          <Badge size="2xsmall" color={problems.length > 0 ? "orange" : "green"}>
            {problems.length > 0 ? problems.length : t("problems.all_clear")}
          </Badge>
        )
      }
    >
      {isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : problems.length > 0 ? (
        <ProblemList problems={problems} />
      ) : (
        <Empty>{t("problems.empty")}</Empty>
      )}
    </Section>
  )
}
