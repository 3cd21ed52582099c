import type { Request, Response } from 'express'
import type { VNode } from 'preact'
import type { Actor } from '../../cases/actor.ts'
import type { Deps } from '../../cases/deps.ts'
import type { LietaError } from '../../platform/errors.ts'
import type { View } from '../../web/view.ts'
import type { ActorFor, Door, Who } from '../who.ts'
import type { Body } from './input.ts'

// One page, or one thing that a page does, said once: the runner (mount.ts) mounts it, lets in whom it is for, keys it,
// and shows what comes of it; the tests walk the table.

/** What a handler gets. */
export interface PageCall<A = Actor | undefined> {
  deps: Deps
  actor: A
  /** The fields of the form. */
  body: Body
  /** The key that the form brought, as it is kept: sent twice, it is done once. */
  key: string
  /** What stands in the address, when it can be an id. @throws LietaError `not-found` */
  id(name?: string): string
  /** What stands in the address, whatever it is. */
  param(name: string): string
  /** One value of the query, as text. */
  query(name: string, max?: number): string
  /** Language, person, time; the same for the whole request. */
  view(): Promise<View>
  req: Request
  res: Response
}

/** Of somebody who is signed in. */
export type PersonCall = PageCall<Actor>

export interface Shown {
  page: VNode<unknown>
  status?: number
}
export type Answer =
  | Shown
  /** Leads on; what is told stands on the next page. */
  | { to: string; told?: (v: View) => string }
  /** The handler has sent it: a file, or what a script asked for. */
  | 'sent'

export interface PageDef<W extends Who> extends Door {
  method: 'get' | 'post'
  /** As Express writes it: `/cases/:id`. */
  path: `/${string}`
  who: W
  /** The form may bring files, in parts. */
  takesFiles?: true
  handle(call: PageCall<ActorFor<W>>): Promise<Answer>
  /**
   * What was refused, as the page itself tells it, with what was typed; undefined: it is told on a page of its own. What
   * leads elsewhere (to the sign-in, to the question of purpose) is not asked for here.
   */
  refused?(call: PageCall<ActorFor<W>>, error: LietaError): Promise<Answer | undefined>
}

export type PageRoute = PageDef<Who>

export function pageRoute<const W extends Who>(def: PageDef<W>): PageRoute {
  return def as unknown as PageRoute
}

/** @param status absent: 200, or that of the refusal which the page tells */
export function page<P>(node: VNode<P>, status?: number): Shown {
  return { page: node as VNode<unknown>, ...(status === undefined ? {} : { status }) }
}

export function to(path: string, told?: (v: View) => string): Answer {
  return { to: path, ...(told ? { told } : {}) }
}
