import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import express, { type RequestHandler, type Response } from 'express'

/** The names under which the build left stylesheet and script, for the head of every page. */
export interface Assets {
  css: string
  js: string
}

const read = new Map<string, Assets>()

/**
 * The names of the build in this directory; read once.
 * @throws Error when nothing was built
 */
export function assetsIn(directory: string): Assets {
  const known = read.get(directory)
  if (known) return known
  const names = JSON.parse(readFileSync(join(directory, 'assets.json'), 'utf8')) as Record<string, string>
  const found = { css: `/assets/${names['main.css']}`, js: `/assets/${names['main.js']}` }
  read.set(directory, found)
  return found
}

/** What is named by its content never changes; the rest (icon, the checking program) may by tomorrow. */
const HASHED = /-[A-Z0-9]{8}\.(css|js|woff2)(\.br)?$/

/** The files of the build: the same for everybody, compressed where the build did so and the browser can read it. */
export function assets(directory: string): RequestHandler[] {
  const compressed: RequestHandler = (req, res, next) => {
    if (!/^\/[\w.-]+$/.test(req.path) || !existsSync(join(directory, `${req.path}.br`))) return next()
    res.vary('accept-encoding')
    if (req.acceptsEncodings('br')) {
      res.type(extname(req.path))
      res.setHeader('content-encoding', 'br')
      req.url = `${req.path}.br`
    }
    next()
  }
  const setHeaders = (res: Response, path: string): void => {
    const seconds = HASHED.test(path) ? '31536000, immutable' : '3600'
    res.setHeader('cache-control', `public, max-age=${seconds}`)
  }
  return [compressed, express.static(directory, { cacheControl: false, setHeaders })]
}
