import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Deps } from '../../cases/deps.ts'
import type { ErrorCode } from '../../platform/errors.ts'
import type { ActorFor, Door, Who } from '../who.ts'
import type { Sendable } from './sendable.ts'

// One route of the JSON API, said once. Express mounts it (mount.ts), the OpenAPI document tells it (openapi.ts), the page
// /api/docs shows it, and the tests and fuzzers walk it.

/** A reply that is no JSON; the handler sends it. */
export interface Media {
  media: string
}
export const media = (type: string): Media => ({ media: type })

type Told<R> = R extends z.ZodType ? z.output<R> : undefined
type Replied<R> = R extends z.ZodType ? Sendable<z.input<R>> : unknown

/** What a handler gets: everything read, typed, and refused before it comes here when it will not do. */
export interface Call<W extends Who, P, Q, B, K> {
  actor: ActorFor<W>
  params: P
  query: Q
  body: B
  /** The body as it came, for the use case that reads it. */
  given: unknown
  /** The caller's idempotency key, as it is kept. */
  key: K extends true ? string : undefined
  /** The revision that the caller read, of `If-Match`; undefined when none is named. */
  revision: number | undefined
  req: Request
  res: Response
}

type Shape = z.ZodObject
type Id = z.ZodObject<{ id: z.ZodUUID }>

export interface RouteDef<W extends Who, P extends Shape, Q extends Shape, B, R, K> extends Door {
  method: 'get' | 'post' | 'patch'
  /** Below /api, as OpenAPI writes it: `/cases/{id}`. */
  path: `/${string}`
  who: W
  summary: string
  description?: string
  /** What stands in the path; absent: an id where it has one. */
  params?: P
  query?: Q
  body?: B
  /** A body that the use case reads itself, with words of its own on each field: this tells what it takes. */
  bodyOfUseCase?: z.ZodType
  /** Takes one file, in parts: under the name `file`. */
  takesFile?: true
  /** Must bear an `Idempotency-Key`. */
  keyed?: K
  /** May bear `If-Match` with the revision that was read. */
  ifMatch?: true
  /** So often a minute, each person. */
  perMinute?: number
  /** Status of the answer when all is well, and what it holds. */
  status?: 200 | 201 | 204
  replies: string
  reply?: R
  /** What may go wrong beside what follows from the rest; see wrong.ts. */
  errors?: readonly ErrorCode[]
  location?(reply: Told<R>): string
  /** Name of the file as which a browser keeps the answer. */
  fileName?(reply: Told<R>): string
  handle(
    deps: Deps,
    call: Call<W, z.output<P>, z.output<Q>, B extends z.ZodType ? z.output<B> : undefined, K>,
  ): Promise<Replied<R>>
}

/** A route as the table holds it. */
export type Route = RouteDef<Who, Shape, Shape, z.ZodType | undefined, z.ZodType | Media | undefined, boolean>

/** Says a route; what its handler gets and must give follows from its schemas. */
export function route<
  const W extends Who,
  P extends Shape = Id,
  Q extends Shape = z.ZodObject<Record<never, never>>,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | Media | undefined = undefined,
  const K extends boolean = false,
>(def: RouteDef<W, P, Q, B, R, K>): Route {
  return def as unknown as Route
}

/** The names in a path: `['id', 'task']`. */
export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

/** Whether it must bear the session's token: every change, but for what strangers send to be looked at. */
export const needsToken = (route: Route): boolean =>
  route.method !== 'get' && !(route.who === 'anyone' && route.takesFile)
