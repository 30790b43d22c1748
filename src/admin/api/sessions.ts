import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { AdoptionAnswer, OrphanView, SessionDetail, SessionList, Standing } from "./answers"
import { get, post } from "./http"
import { KEYS } from "./keys"

export const PAGE_SIZE = 20

export interface SessionQuery {
  q: string
  account: string
  standing: Standing | ""
  withProblems: boolean
  page: number
}

export function useSessions(query: SessionQuery) {
  const asked = searchOf(query)
  return useQuery({
    queryKey: KEYS.sessions(asked),
    queryFn: () => get<SessionList>(`/admin/inbank/sessions?${asked}`),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

export function searchOf({ q, account, standing, withProblems, page }: SessionQuery): string {
  const search = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(page * PAGE_SIZE) })
  if (q.trim()) search.set("q", q.trim())
  if (account) search.set("account_id", account)
  if (standing) search.set("standing", standing)
  if (withProblems) search.set("problem", "true")
  return search.toString()
}

export function useSession(id: string) {
  return useQuery({
    queryKey: KEYS.session(id),
    queryFn: () => get<SessionDetail>(`/admin/inbank/sessions/${id}`),
    staleTime: 0,
  })
}

/** Asks Inbank; the plain request only reads what this store knows. */
export function useRefreshSession(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<SessionDetail>(`/admin/inbank/sessions/${id}/refresh`),
    onSuccess: (detail) => queries.setQueryData(KEYS.session(id), detail),
  })
}

export function useOrphans() {
  return useQuery({
    queryKey: KEYS.orphans,
    queryFn: () => get<{ orphans: OrphanView[] }>("/admin/inbank/sessions/adopt"),
    staleTime: 0,
  })
}

export interface AdoptionRequest {
  account_id: string
  pos_session_uuid: string
  cart_id?: string
  purchase_reference?: string
}

export function useAdopt() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (request: AdoptionRequest) => post<AdoptionAnswer>("/admin/inbank/sessions/adopt", request),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.all }),
  })
}
