/** Words by name, looked up by names that come from elsewhere; those that must be there are told by their keys. */
export type Named<K extends string, W> = Record<K, W> & Readonly<Record<string, W>>

/**
 * The words for every one of some names: one that is missing does not compile, in the Latvian that names them nor in the
 * English that must satisfy its type.
 */
export function every<K extends string, W = string>(words: Record<K, W>): Named<K, W> {
  return words
}
