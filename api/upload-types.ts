import type { Received } from '../cases/files.ts'
import type { LietaError } from '../platform/errors.ts'
import type { Places } from './places.ts'

/** What a body in parts held. A file that is too large is told beside those that are not. */
export interface Sent {
  fields: Record<string, string>
  files: Received[]
  refused: LietaError[]
}

/** What is taken of whom. */
export interface Limits {
  places: Places
  /** Who asks: the bound for one asker counts by it. */
  asker: string
  /** Files of one request. */
  files: number
  /** Of one request, whatever it holds. */
  bytes: number
  /** However slowly it comes, by then it must be there. */
  totalMs: number
  /** What the form calls the part of the body by this name. */
  fieldOf?: (name: string) => string
}
