import { useEffect, useReducer } from "react"

/** The current time: renders the component again at this interval. */
export function useNow(everyMilliseconds: number): Date {
  const [, drawAnew] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(drawAnew, everyMilliseconds)
    return () => clearInterval(timer)
  }, [everyMilliseconds])
  return new Date()
}
