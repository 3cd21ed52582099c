import { createHash, randomBytes } from 'node:crypto'

/**
 * JSON with sorted keys and without spaces: the same value gives the same text, whoever writes it
 * (the scheme of RFC 8785 for the values that occur here: strings, safe integers, booleans, null).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}

/** SHA-256 of a text or of bytes, lower-case hexadecimal. */
export function sha256(input: string | Uint8Array): string {
  return createHash('sha256').update(input).digest('hex')
}

/** What the first event of a stream names as its predecessor. */
export const GENESIS = '0'.repeat(64)

/** A new salt of an event: 256 bits that nobody can guess. */
export function newSalt(): string {
  return randomBytes(32).toString('hex')
}

/** One thing that an event says. */
export interface Part {
  path: string[]
  value: unknown
}

/** Where an event stands; all else that its row says is in its parts. */
const PLACE = ['stream', 'seq']

/**
 * What an event says, taken apart so that each part can be shown or kept back alone: its own fields, and those of its
 * data down to the second level.
 */
export function partsOf(row: Record<string, unknown>): Part[] {
  return Object.entries(row)
    .filter(([name, value]) => !PLACE.includes(name) && value !== undefined)
    .flatMap(([name, value]) => (name === 'data' ? takenApart([name], value, 2) : [{ path: [name], value }]))
}

function takenApart(path: string[], value: unknown, levels: number): Part[] {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
  const entries = isObject ? Object.entries(value).filter(([, v]) => v !== undefined) : []
  if (levels === 0 || entries.length === 0) return [{ path, value }]
  return entries.flatMap(([name, v]) => takenApart([...path, name], v, levels - 1))
}

/** The salt of one part; told with the part, it says nothing of the others. */
export function partSalt(salt: string, path: string[]): string {
  return sha256(`${salt}\n${canonicalJson(path)}`)
}

/** Stands for a part: without its salt nobody can find out by trying what it says. */
export function partHash(salt: string, { path, value }: Part): string {
  return sha256(`${salt}\n${canonicalJson([path, value])}`)
}

/** What is kept of an event from which parts were erased, in the place of its salt. */
export interface Erased {
  /** Of the parts that went: what stands for them in the commitment. */
  hashes: string[]
  /** Of the parts that are left: the salt of each. From them nobody finds the salt of what went. */
  open: { path: string[]; salt: string }[]
}

/** How the parts of an event are salted: by the salt of the event, or, once parts were erased, each by its own. */
export interface Salted {
  salt: string | null
  erased: unknown
}

/**
 * The parts that an event still says, each with its salt.
 * @returns undefined when an erased event says something else than the parts that were left
 */
export function openParts(
  row: Record<string, unknown>,
  { salt, erased }: Salted,
): (Part & { salt: string })[] | undefined {
  const parts = partsOf(row)
  if (erased === null || erased === undefined)
    return salt === null ? undefined : parts.map((part) => ({ ...part, salt: partSalt(salt, part.path) }))
  const { open } = erased as Erased
  const salts = new Map(open.map((o) => [canonicalJson(o.path), o.salt]))
  // All of the data may have gone; what is left of it is then empty, and no part.
  const left = parts.filter(({ path, value }) => salts.has(canonicalJson(path)) || !isBare(path, value))
  if (left.length !== salts.size) return undefined
  const salted = left.flatMap((part) => {
    const own = salts.get(canonicalJson(part.path))
    return own === undefined ? [] : [{ ...part, salt: own }]
  })
  return salted.length === left.length ? salted : undefined
}

const isBare = (path: string[], value: unknown): boolean =>
  path.length === 1 && path[0] === 'data' && canonicalJson(value) === '{}'

/** Stands for what an event says and said; undefined as with `openParts`. */
export function contentOf(row: Record<string, unknown>, salted: Salted): string | undefined {
  const parts = openParts(row, salted)
  if (!parts) return undefined
  const gone = (salted.erased as Erased | null)?.hashes ?? []
  return commitment([...parts.map((part) => partHash(part.salt, part)), ...gone])
}

/** Stands for all that an event says, from the hashes of its parts in any order. */
export function commitment(partHashes: string[]): string {
  return sha256([...partHashes].sort().join('\n'))
}

/** The hash of an event from what stands for its content. */
export function chainHash(prevHash: string, place: { stream: string; seq: number }, content: string): string {
  return sha256(`${prevHash}\n${place.stream}\n${place.seq}\n${content}`)
}

/**
 * The hash that chains an event to the one before it in the same stream. Everything that the row says is in it, so that
 * no column can be changed unseen; and it can be shown to somebody who may not see what the event says.
 */
export function eventHash(
  prevHash: string,
  row: Record<string, unknown> & { stream: string; seq: number },
  salt: string,
): string {
  const hashes = partsOf(row).map((part) => partHash(partSalt(salt, part.path), part))
  return chainHash(prevHash, row, commitment(hashes))
}
