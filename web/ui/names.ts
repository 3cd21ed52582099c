/** The class names that hold, as one attribute; none where none holds. */
export function names(...list: (string | false | null | undefined)[]): string | undefined {
  return list.filter(Boolean).join(' ') || undefined
}
