/** Which of our documents a sealed file says that it is. */
export interface SealedIdentity {
  kind: string
  number: string | null
  /** Day of issue, YYYY-MM-DD. */
  date: string
  caseNumber: string
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/**
 * Reads what a document of ours says of itself in its metadata (documents/metadata.ts).
 * @returns undefined when it does not say it, or says something twice
 */
export function identityIn(metadata: string | undefined): SealedIdentity | undefined {
  if (!metadata?.includes('urn:lieta:document:1#')) return undefined
  const said = (name: string): string | undefined | null => {
    const all = [...metadata.matchAll(new RegExp(`<lieta:${name}>([^<]{1,200})</lieta:${name}>`, 'g'))]
    if (all.length > 1) return null
    return all[0]?.[1]?.replace(/&(amp|lt|gt|quot);/g, (_, entity: string) => ENTITIES[entity] ?? '')
  }
  const [kind, number, date, caseNumber] = ['kind', 'number', 'date', 'caseNumber'].map(said)
  if (!kind || !date || !caseNumber || number === null) return undefined
  return { kind, number: number ?? null, date, caseNumber }
}
