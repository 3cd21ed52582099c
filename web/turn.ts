import type { Turn } from '../cases/queries/keyset.ts'

/** The query string of the page of a list that is shown, so that what is sent from there is answered there. */
export function searchOf({ after, before }: Turn): string {
  if (after) return `?${new URLSearchParams({ after })}`
  return before ? `?${new URLSearchParams({ before })}` : ''
}
