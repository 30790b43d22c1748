import { useEffect, useReducer } from "react"

/** The time, which goes on while nothing else changes: who uses it is drawn anew as often as told. */
export function useNow(everyMilliseconds: number): Date {
  const [, drawAnew] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(drawAnew, everyMilliseconds)
    return () => clearInterval(timer)
  }, [everyMilliseconds])
  return new Date()
}
