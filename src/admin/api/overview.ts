import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type {
  AccountView,
  ApprovalView,
  CallbackTest,
  CredentialsCheck,
  ProblemView,
  SweepView,
} from "./answers"
import { get, post } from "./http"
import { KEYS } from "./keys"

/** The page may stay open on a desk: problems solved elsewhere should disappear, and new ones appear. */
const EVERY_15_S = { refetchInterval: 15_000, refetchOnWindowFocus: true, staleTime: 0 }

export function useAccounts() {
  return useQuery({
    queryKey: KEYS.accounts,
    queryFn: () => get<{ accounts: AccountView[] }>("/admin/inbank/accounts"),
  })
}

export function useCredentialsCheck(accountId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<CredentialsCheck>(`/admin/inbank/accounts/${accountId}/check`),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.all }),
  })
}

export function useCallbackTest(accountId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<CallbackTest>(`/admin/inbank/accounts/${accountId}/callback-test`),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.accounts }),
  })
}

export function useSweep() {
  return useQuery({
    queryKey: KEYS.sweep,
    queryFn: () => get<SweepView>("/admin/inbank/sweep"),
    ...EVERY_15_S,
  })
}

export function useProblems() {
  return useQuery({
    queryKey: KEYS.problems,
    queryFn: () => get<{ problems: ProblemView[] }>("/admin/inbank/problems"),
    ...EVERY_15_S,
  })
}

export function useClearProblem() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post(`/admin/inbank/problems/${id}/clear`),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.all }),
  })
}

export function useApprovals() {
  return useQuery({
    queryKey: KEYS.approvals,
    queryFn: () => get<{ approvals: ApprovalView[] }>("/admin/inbank/approvals"),
    ...EVERY_15_S,
  })
}
